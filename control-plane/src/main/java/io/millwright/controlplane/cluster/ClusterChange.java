package io.millwright.controlplane.cluster;

import io.millwright.wire.TenantId;

/**
 * A custom resource came, changed or went, published as application event in the order of one kind; what it is now stands
 * in {@link Cluster}. Everything that exists is told once at the start, so a listener needs no other beginning. A listener
 * must be quick and may be told of the same state twice.
 */
public sealed interface ClusterChange {

    TenantId tenant();

    /** Of the Tenant itself. */
    record OfTenant(TenantId tenant) implements ClusterChange {}

    /** Of one of its sites. */
    record OfSite(TenantId tenant, String site) implements ClusterChange {}

    /** Of one of its fleets, spec or status. */
    record OfFleet(TenantId tenant, String fleet) implements ClusterChange {}

    /** Of the unsigned configuration that the operator rendered for a fleet. */
    record OfFleetConfiguration(TenantId tenant, String fleet) implements ClusterChange {}
}
