/** What was done to a tenant and by whom: append-only, each entry chained to the one before it by SHA-256. */
@NullMarked
package io.millwright.controlplane.audit;

import org.jspecify.annotations.NullMarked;
