/** The registry of devices: who they are, which certificates they have, what they were told, and their end. */
@NullMarked
package io.millwright.controlplane.device;

import org.jspecify.annotations.NullMarked;
