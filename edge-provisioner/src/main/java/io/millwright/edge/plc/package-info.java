/** Connections to machines, read by polling and rebuilt whenever they fail. */
@NullMarked
package io.millwright.edge.plc;

import org.jspecify.annotations.NullMarked;
