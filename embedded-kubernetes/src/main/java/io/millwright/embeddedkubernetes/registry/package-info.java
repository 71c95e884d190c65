/** Which resources are served, built-in and custom, and what discovery says of them. */
@NullMarked
package io.millwright.embeddedkubernetes.registry;

import org.jspecify.annotations.NullMarked;
