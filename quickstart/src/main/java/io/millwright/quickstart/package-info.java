/** Everything in one JVM on embedded parts; composition only. */
@NullMarked
package io.millwright.quickstart;

import org.jspecify.annotations.NullMarked;
