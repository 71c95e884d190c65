package io.millwright.operator.runtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millwright.operator.historian.HistorianServer;
import io.millwright.operator.plan.BrokerCredentials;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.tier.IngestQuota;
import io.millwright.operator.tier.Limits;
import io.millwright.operator.tier.RetentionPeriods;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** {@code tenant.json} of {@code tenants.d}: what a runtime must know about a tenant, without any secret. */
record TenantDocument(
        String tenant,
        String incarnation,
        String tier,
        boolean suspended,
        Database database,
        Broker broker,
        Usage limits,
        RetentionPeriods retention) {

    private static final JsonMapper JSON = JsonMapper.shared();

    record Database(String url, String name, String owner, String writer, String reader) {}

    /** @param admin of a broker with a REST API that the runtime uses */
    record Broker(
            String url,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Admin admin) {}

    record Admin(String url, String key) {}

    /** What a spec may choose, and beside it what the tier says; absent where that is silent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Usage(
            int devices,
            int messagesPerSecond,
            int storageGi,
            @Nullable Long pointsPerSecond,
            @Nullable Long bytesPerSecond,
            @Nullable Long series,
            IngestQuota.@Nullable OfDevice device) {

        static Usage of(Limits limits, @Nullable IngestQuota ingest) {
            return new Usage(
                    limits.devices(),
                    limits.messagesPerSecond(),
                    limits.storageGi(),
                    ingest == null ? null : ingest.pointsPerSecond(),
                    ingest == null ? null : ingest.bytesPerSecond(),
                    ingest == null ? null : ingest.series(),
                    ingest == null ? null : ingest.device());
        }
    }

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
                new Broker(
                        "mqtts://" + Names.BROKER + "." + plan.brokerNamespace() + ".svc:" + Names.MQTT_PORT,
                        admin(plan)),
                Usage.of(plan.choice().limits(), plan.tier().ingest()),
                plan.choice().retention()));
    }

    private static @Nullable Admin admin(TenantPlan plan) {
        BrokerCredentials credentials = plan.material().brokerCredentials();
        return !plan.emqx() || credentials == null
                ? null
                : new Admin(
                        "https://" + Names.BROKER_ADMIN + "." + plan.namespace() + ".svc:" + Names.BROKER_ADMIN_PORT,
                        credentials.api().username());
    }
}
