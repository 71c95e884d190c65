/** Prices usage by a versioned catalog: bills to date, simulations, invoices. Whole minor units, rounded once per line. */
@NullMarked
package io.millwright.controlplane.billing;

import org.jspecify.annotations.NullMarked;
