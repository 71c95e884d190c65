/** A small Kubernetes API in the JVM, for laptops and tests. */
@NullMarked
package io.millwright.embeddedkubernetes;

import org.jspecify.annotations.NullMarked;
