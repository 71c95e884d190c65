/** From what a machine said to a point worth sending. */
@NullMarked
package io.millwright.edge.normalize;

import org.jspecify.annotations.NullMarked;
