/** Devices that send as agents do and remember what they sent, so that what is stored can be compared. */
@NullMarked
package io.millwright.quickstart.rig.load;

import org.jspecify.annotations.NullMarked;
