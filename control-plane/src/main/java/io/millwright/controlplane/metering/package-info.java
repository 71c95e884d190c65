/** Collects usage from the tenants' runtimes into an append-only ledger, and answers what was used. */
@NullMarked
package io.millwright.controlplane.metering;

import org.jspecify.annotations.NullMarked;
