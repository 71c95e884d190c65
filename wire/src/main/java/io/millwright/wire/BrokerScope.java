package io.millwright.wire;

/** Whom a broker serves. */
public sealed interface BrokerScope {

    /** A tenant's own broker. */
    record OneTenant(TenantId tenant) implements BrokerScope {}

    /** A broker that many tenants share, kept apart by rights alone. */
    record Pool() implements BrokerScope {}
}
