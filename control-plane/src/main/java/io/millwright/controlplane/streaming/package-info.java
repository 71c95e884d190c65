/** Server-sent events: heartbeats, a bound per caller, an end when the key ends. */
@NullMarked
package io.millwright.controlplane.streaming;

import org.jspecify.annotations.NullMarked;
