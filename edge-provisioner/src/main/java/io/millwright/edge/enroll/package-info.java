/** How a device gets its certificate, and a new one before that expires. */
@NullMarked
package io.millwright.edge.enroll;

import org.jspecify.annotations.NullMarked;
