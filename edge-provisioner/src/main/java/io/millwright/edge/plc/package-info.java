/** Connections to machines, polled or subscribed to, and rebuilt whenever they fail. */
@NullMarked
package io.millwright.edge.plc;

import org.jspecify.annotations.NullMarked;
