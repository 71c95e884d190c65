package io.millwright.operator.fleet;

import io.millwright.wire.TenantId;

/**
 * All that the objects of a fleet say.
 *
 * @param configuration canonical JSON, unsigned
 * @param hash SHA-256 of its bytes, in lower-case hexadecimal
 */
record FleetPlan(TenantId tenant, String configuration, String hash) {}
