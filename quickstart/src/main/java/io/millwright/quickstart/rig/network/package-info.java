/** A network on loopback that misbehaves on request. */
@NullMarked
package io.millwright.quickstart.rig.network;

import org.jspecify.annotations.NullMarked;
