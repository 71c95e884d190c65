package io.millwright.operator.tenant;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.plan.BackupTarget;
import io.millwright.operator.plan.BrokerCredentials;
import io.millwright.operator.plan.Credentials;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.GrafanaChoice;
import io.millwright.operator.plan.GrafanaSecrets;
import io.millwright.operator.plan.HttpEntrance;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Installation;
import io.millwright.operator.plan.Material;
import io.millwright.operator.plan.MqttGateway;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.plan.TlsMaterial;
import io.millwright.operator.tier.Placement;
import io.millwright.operator.tier.Tier;
import io.millwright.operator.tier.TierCatalog;
import io.millwright.operator.tier.TierResolution;
import io.millwright.operator.tier.TierResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans of the shipped tiers with material that never changes. Which optional APIs the cluster has, the Tenant says in an
 * annotation: {@code test/offers: CLOUD_NATIVE_PG, GATEWAY_TLS}. Another, {@code test/pool}, names the shard of the pool that it is in
 * if that is not the first, or {@code none} if it waits. Another, {@code test/backup: identity} or {@code key}, says that
 * backups are made.
 */
public final class Plans {

    static final Installation INSTALLATION = new Installation(
            "example.com",
            new Installation.Images("broker:1", "emqx:1", "historian:1", "tenant-runtime:1"),
            List.of("localhost"),
            List.of("localhost"),
            List.of("enroll.example.com"),
            "jdbc:postgresql://pool.example.com:6543/",
            "jdbc:postgresql://historian.{namespace}.svc:5432/",
            new Installation.HistorianClusters(
                    "historian-cluster:1",
                    "jdbc:postgresql://{cluster}-rw.{namespace}.svc:5432/?sslmode=require",
                    "cnpg-system",
                    null),
            Set.of(),
            null,
            new MqttGateway("gateways", "devices", "mqtts"));

    private static final String GRAFANA = "test/grafana";
    private static final String OFFERS = "test/offers";
    private static final String BACKUP = "test/backup";

    static TierCatalog shippedTiers() {
        return TierCatalog.parse(shippedCatalog());
    }

    /** As YAML. */
    static String shippedCatalog() {
        try (InputStream yaml = Plans.class.getResourceAsStream("/tiers.yaml")) {
            return new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TenantPlan of(String tenantYaml) {
        Tenant tenant = Serialization.unmarshal(tenantYaml, Tenant.class);
        TierResolution resolution = new TierResolver(shippedTiers()).resolve(tenant.getSpec(), Optional.empty());
        if (!(resolution instanceof TierResolution.Granted granted)) {
            throw new AssertionError(resolution);
        }
        Incarnation incarnation = Incarnation.of(
                Instant.parse(tenant.getMetadata().getCreationTimestamp()),
                tenant.getMetadata().getUid());
        String name = tenant.getMetadata().getName();
        Installation installation = backedUp(tenant).with(grafana(tenant)).offering(offers(tenant));
        return new TenantPlan(
                name,
                incarnation,
                granted.tier(),
                granted.choice(),
                tenant.getSpec().isSuspended(),
                installation,
                TenantPlan.firstEngine(granted.tier(), installation),
                new TenantPlan.Volumes(
                        granted.tier().broker().storageGi(),
                        granted.choice().limits().storageGi()),
                material(name, incarnation),
                annotation(tenant, "test/pooled-grafana").orElse(null),
                pool(tenant, granted.tier()));
    }

    private static @Nullable String pool(Tenant tenant, Tier tier) {
        boolean pooled =
                tier.broker().placement() == Placement.POOLED || tier.runtime().placement() == Placement.POOLED;
        String shard = annotation(tenant, "test/pool").orElse(Names.POOL_NAMESPACE);
        return pooled && !shard.equals("none") ? shard : null;
    }

    private static Optional<String> annotation(Tenant tenant, String key) {
        return Optional.ofNullable(tenant.getMetadata().getAnnotations()).map(all -> all.get(key));
    }

    /** {@code test/grafana}: closed, or its ways in: {@code ingress}, {@code route}, {@code route ingress}. */
    private static @Nullable GrafanaChoice grafana(Tenant tenant) {
        return annotation(tenant, GRAFANA)
                .map(ways -> new GrafanaChoice(
                        "grafana:1",
                        ways.contains("route")
                                ? new HttpEntrance.Route("gateways", "public", "https", "proxies")
                                : null,
                        ways.contains("ingress")
                                ? new HttpEntrance.Ingress(
                                        "nginx", "ingress-nginx", Map.of("cert-manager.io/cluster-issuer", "public"))
                                : null))
                .orElse(null);
    }

    private static Installation backedUp(Tenant tenant) {
        BackupTarget target = switch (annotation(tenant, BACKUP).orElse("")) {
            case "" -> null;
            case "identity" -> new BackupTarget("s3://backups/historians", null, null, "0 0 2 * * *", "30d");
            case "key" ->
                new BackupTarget(
                        "s3://backups/historians",
                        "http://storage.example.com:9000",
                        new Credentials("access key", "secret key"),
                        "0 0 2 * * *",
                        "30d");
            default -> throw new IllegalArgumentException(BACKUP + " is identity or key");
        };
        Installation.HistorianClusters clusters = INSTALLATION.historianClusters();
        return INSTALLATION.making(new Installation.HistorianClusters(
                clusters.image(), clusters.urlTemplate(), clusters.operatorNamespace(), target));
    }

    private static Set<OptionalApi> offers(Tenant tenant) {
        return Stream.of(annotation(tenant, OFFERS).orElse("").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(OptionalApi::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Material material(String tenant, Incarnation incarnation) {
        String database = DatabaseCredentials.databaseName(tenant, incarnation);
        return new Material(
                "sha256:authority",
                "public key of the CA in base64",
                new TlsMaterial("broker certificates", "broker key", "tenant CA"),
                new TlsMaterial("broker client certificates", "broker client key", "device root"),
                new BrokerCredentials(
                        new Credentials("millwright-runtime", "key of the REST API"), "dashboard password", "cookie"),
                new TlsMaterial("runtime certificates", "runtime key", "device root"),
                new TlsMaterial("runtime server certificates", "runtime server key", "device root"),
                new Credentials("admin_" + tenant, "administrator's password"),
                new DatabaseCredentials(
                        database,
                        new Credentials(database + "_owner", "owner's password"),
                        new Credentials(database + "_writer", "writer's password"),
                        new Credentials(database + "_reader", "reader's password")),
                new GrafanaSecrets("administrator's password", "key of secrets"));
    }

    private Plans() {}
}
