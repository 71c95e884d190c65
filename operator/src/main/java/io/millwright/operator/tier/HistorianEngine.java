package io.millwright.operator.tier;

/** What a historian server is made as. */
public enum HistorianEngine {
    /** One TimescaleDB server. */
    SERVER,
    /** Several instances that CloudNativePG keeps alike and fails over between, where the cluster has it. */
    CLOUD_NATIVE_PG
}
