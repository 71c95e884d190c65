package io.millwright.operator.runtime;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.millwright.operator.plan.BrokerCredentials;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.plan.TlsMaterial;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Secret {@code runtime-<tenant>}: one directory of {@code tenants.d}; a changed limit reaches the runtime without a restart. */
public final class RuntimeSecret implements TenantObject<Secret> {

    public static final String DOCUMENT = "tenant.json";
    public static final String OWNER = "owner.password";
    public static final String WRITER = "writer.password";
    public static final String READER = "reader.password";
    public static final String BROKER_SECRET = "broker.secret";
    public static final String CERTIFICATES = "service.crt";
    public static final String KEY = "service.key";
    public static final String TRUSTED = "ca.crt";

    static final List<String> KEYS = List.of(DOCUMENT, OWNER, WRITER, READER, CERTIFICATES, KEY, TRUSTED);

    /** What a directory of {@code tenants.d} consists of; a pooled tenant has no more than {@link #KEYS}. */
    static List<String> keys(TenantPlan plan) {
        return plan.emqx()
                ? Stream.concat(KEYS.stream(), Stream.of(BROKER_SECRET)).toList()
                : KEYS;
    }

    @Override
    public Class<Secret> type() {
        return Secret.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.runtimeSecret(plan.tenant());
    }

    @Override
    public String namespace(TenantPlan plan) {
        return plan.runtimeNamespace();
    }

    @Override
    public boolean possible(TenantPlan plan) {
        return !plan.waits()
                && plan.material().runtimeIdentity() != null
                && plan.material().database() != null;
    }

    @Override
    public Secret desired(TenantPlan plan) {
        DatabaseCredentials database = Objects.requireNonNull(plan.material().database());
        TlsMaterial identity = Objects.requireNonNull(plan.material().runtimeIdentity());
        SecretBuilder secret = new SecretBuilder()
                .withMetadata(Labels.metadata(plan, namespace(plan), name(plan), Names.RUNTIME))
                .withType("Opaque")
                .addToData(DOCUMENT, Secrets.encode(TenantDocument.of(plan, database)))
                .addToData(OWNER, Secrets.encode(database.owner().password()))
                .addToData(WRITER, Secrets.encode(database.writer().password()))
                .addToData(READER, Secrets.encode(database.reader().password()))
                .addToData(CERTIFICATES, Secrets.encode(identity.certificates()))
                .addToData(KEY, Secrets.encode(identity.key()))
                .addToData(TRUSTED, Secrets.encode(identity.trusted()));
        BrokerCredentials broker = plan.material().brokerCredentials();
        if (plan.emqx() && broker != null) {
            secret.addToData(BROKER_SECRET, Secrets.encode(broker.api().password()));
        }
        return secret.build();
    }
}
