/** How a device comes in: claim codes, tickets and the messages of enrollment. */
@NullMarked
package io.millwright.wire.enrollment;

import org.jspecify.annotations.NullMarked;
