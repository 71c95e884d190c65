/** Reconciles Tenant, Site and DeviceFleet into isolated stacks. */
@NullMarked
package io.millwright.operator;

import org.jspecify.annotations.NullMarked;
