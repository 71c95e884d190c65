/** Telemetry messages v1, v2 and gap: a decoder that never throws for what a stranger sends, and the edge's encoder. */
@NullMarked
package io.millwright.wire.telemetry;

import org.jspecify.annotations.NullMarked;
