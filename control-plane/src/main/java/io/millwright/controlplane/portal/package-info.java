/** The portal for people, as its module built it, at the same origin as the API. */
@NullMarked
package io.millwright.controlplane.portal;

import org.jspecify.annotations.NullMarked;
