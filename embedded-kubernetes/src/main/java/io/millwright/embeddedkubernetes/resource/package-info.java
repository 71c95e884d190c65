/** The vocabulary of the server: what a resource type is, what its schema says, how a request is refused. */
@NullMarked
package io.millwright.embeddedkubernetes.resource;

import org.jspecify.annotations.NullMarked;
