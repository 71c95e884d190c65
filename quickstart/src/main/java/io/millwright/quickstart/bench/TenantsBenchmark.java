package io.millwright.quickstart.bench;

/** What one more tenant costs a pooled runtime, and what its neighbours feel of one that sends too much. */
final class TenantsBenchmark implements Benchmark {

    @Override
    public String name() {
        return "tenants";
    }

    @Override
    public Report run(Order order) throws Exception {
        Findings findings = new Findings();
        order.progress().line("Idle tenants");
        IdleTenants.measure(order, findings);
        order.progress().line("A neighbour at ten times its quota");
        Neighbours.measure(order, findings);
        return findings.report(name());
    }
}
