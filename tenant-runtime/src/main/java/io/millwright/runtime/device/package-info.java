/** What the historian knows of devices: connection, how complete their streams are, what they lost, what was quarantined. */
@NullMarked
package io.millwright.runtime.device;

import org.jspecify.annotations.NullMarked;
