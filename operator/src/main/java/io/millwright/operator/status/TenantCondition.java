package io.millwright.operator.status;

/** The conditions of a Tenant, in the order in which they come true; Ready sums the others up. */
public enum TenantCondition {
    READY("Ready"),
    NAMESPACE_READY("NamespaceReady"),
    PKI_READY("PkiReady"),
    BROKER_READY("BrokerReady"),
    HISTORIAN_READY("HistorianReady"),
    RUNTIME_READY("RuntimeReady"),
    DASHBOARDS_READY("DashboardsReady");

    private final String type;

    TenantCondition(String type) {
        this.type = type;
    }

    public String type() {
        return type;
    }
}
