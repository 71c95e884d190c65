/** The edge agent: enrolls a device, reads its PLCs and delivers every point, through any outage. */
@NullMarked
package io.millwright.edge;

import org.jspecify.annotations.NullMarked;
