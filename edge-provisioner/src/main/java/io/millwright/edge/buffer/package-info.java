/** The disk buffer: every point lies here until a receipt covers its message. */
@NullMarked
package io.millwright.edge.buffer;

import org.jspecify.annotations.NullMarked;
