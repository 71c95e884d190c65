/** Who may connect to a broker that asks, and what it may do there. */
@NullMarked
package io.millwright.runtime.admission;

import org.jspecify.annotations.NullMarked;
