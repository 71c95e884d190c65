package io.millwright.operator.runtime;

import io.millwright.operator.historian.HistorianServer;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.tier.Limits;
import io.millwright.operator.tier.RetentionPeriods;
import tools.jackson.databind.json.JsonMapper;

/** {@code tenant.json} of {@code tenants.d}: what a runtime must know about a tenant, without any secret. */
record TenantDocument(
        String tenant,
        String incarnation,
        String tier,
        boolean suspended,
        Database database,
        Broker broker,
        Limits limits,
        RetentionPeriods retention) {

    private static final JsonMapper JSON = JsonMapper.shared();

    record Database(String url, String name, String owner, String writer, String reader) {}

    record Broker(String url) {}

    static String of(TenantPlan plan, DatabaseCredentials database) {
        return JSON.writeValueAsString(new TenantDocument(
                plan.tenant(),
                plan.incarnation().ulid(),
                plan.tier().name(),
                plan.suspended(),
                new Database(
                        HistorianServer.urlOf(plan.historianUrl(), database.database()),
                        database.database(),
                        database.owner().username(),
                        database.writer().username(),
                        database.reader().username()),
                new Broker("mqtts://" + Names.BROKER + "." + plan.brokerNamespace() + ".svc:" + Names.MQTT_PORT),
                plan.choice().limits(),
                plan.choice().retention()));
    }
}
