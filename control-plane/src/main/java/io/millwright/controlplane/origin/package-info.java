/** Where people reach this installation. */
@NullMarked
package io.millwright.controlplane.origin;

import org.jspecify.annotations.NullMarked;
