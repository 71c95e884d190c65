package io.millwright.operator.dashboards;

import java.time.Duration;

/** What became of a tenant's organisation in a pooled Grafana. */
public sealed interface DashboardsOutcome {

    /** @param address of the first dashboard, for browsers */
    record Served(String address) implements DashboardsOutcome {}

    /**
     * @param reason one CamelCase word
     * @param sentence what failed and what to do
     * @param again after how long it is worth another try; until then the same answer comes from memory
     */
    record Failed(String reason, String sentence, Duration again) implements DashboardsOutcome {}
}
