/** The MQTT session: what is sent when, and what is forgotten on which receipt. */
@NullMarked
package io.millwright.edge.uplink;

import org.jspecify.annotations.NullMarked;
