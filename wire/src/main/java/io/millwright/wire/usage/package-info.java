/** Usage as it is counted beside the data, collected by the control plane and billed: exact, repeatable, provable. */
@NullMarked
package io.millwright.wire.usage;

import org.jspecify.annotations.NullMarked;
