/** How people come in: sessions of browsers, the authorization server, and the tokens that the API takes. */
@NullMarked
package io.millwright.controlplane.signin;

import org.jspecify.annotations.NullMarked;
