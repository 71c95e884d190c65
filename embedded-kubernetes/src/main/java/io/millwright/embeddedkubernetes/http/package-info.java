/** HTTPS, authentication, routing, content negotiation and the shapes of answers. */
@NullMarked
package io.millwright.embeddedkubernetes.http;

import org.jspecify.annotations.NullMarked;
