/** Tenants: the custom resource, the account row beside it, and what follows from birth and removal. */
@NullMarked
package io.millwright.controlplane.tenant;

import org.jspecify.annotations.NullMarked;
