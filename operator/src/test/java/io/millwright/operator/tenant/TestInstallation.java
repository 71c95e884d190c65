package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.OperatorApplication;
import io.millwright.operator.TestCluster;
import io.millwright.operator.attention.ReconcileWatch;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * API server, PostgreSQL, node and the operator as it is started everywhere, all on loopback. The operator has its own account
 * with the permissions of {@code operator/deploy}; what nothing grants it fails here.
 */
final class TestInstallation implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    final KubernetesClient client;
    final TestNode node;

    private final TestCluster cluster;
    private final EmbeddedPostgres postgres;
    private final String[] settings;
    private final List<Path> definitions;
    private volatile Duration ahead = Duration.ZERO;
    private @Nullable ConfigurableApplicationContext operator;

    /** @param settings of the operator, as {@code key=value}, besides those it needs here */
    TestInstallation(Path directory, String... settings) throws IOException {
        this(directory, List.of(), settings);
    }

    /** @param definitions of other people's resources that the cluster has before the operator starts */
    TestInstallation(Path directory, List<Path> definitions, String... settings) throws IOException {
        this.settings = settings;
        this.definitions = definitions;
        cluster = TestCluster.bare(directory);
        client = cluster.client();
        define();
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setServerConfig("max_connections", "100")
                .start();
        node = new TestNode(client, this::administrator);
        startOperator();
    }

    /** Applies the definitions, as whoever installs the platform does. */
    void define() throws IOException {
        cluster.define();
        for (Path file : definitions) {
            CustomResourceDefinition definition = client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .load(file.toFile())
                    .item();
            if (!isBuiltIn(definition)) {
                client.resource(definition).serverSideApply();
            }
        }
        cluster.awaitDefinitions();
    }

    /** A server may have by nature what is a stand-in elsewhere. */
    private boolean isBuiltIn(CustomResourceDefinition definition) {
        if (client.resource(definition).get() != null) {
            return false;
        }
        String version = definition.getSpec().getVersions().getFirst().getName();
        APIResourceList served = client.getApiResources(definition.getSpec().getGroup() + "/" + version);
        return served != null
                && served.getResources().stream()
                        .anyMatch(resource ->
                                definition.getSpec().getNames().getPlural().equals(resource.getName()));
    }

    /** The operator's clock goes ahead by this much from now on. */
    void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    /** @param more settings of this start, which count more than those of the installation */
    void startOperator(String... more) {
        operator = OperatorApplication.builder()
                .web(WebApplicationType.NONE)
                .initializers(starting -> ((GenericApplicationContext) starting)
                        .registerBean(
                                Clock.class,
                                () -> ((InstantSource) () -> Instant.now().plus(ahead)).withZone(ZoneOffset.UTC)))
                .properties(settings)
                .properties(
                        "millwright.operator.kubernetes.kubeconfig=" + cluster.operatorKubeconfig(),
                        "millwright.operator.controller.resync=1h",
                        "millwright.operator.historian.pooled.url=" + url(),
                        "millwright.operator.historian.pooled.username=postgres",
                        "millwright.operator.historian.pooled.password=unused-by-trust",
                        "millwright.operator.historian.own.url=" + url(),
                        "millwright.operator.historian.cluster.url=" + url(),
                        "millwright.operator.broker.additional-names=localhost,127.0.0.1",
                        "millwright.operator.runtime.additional-names=localhost,127.0.0.1",
                        "millwright.operator.enrollment.names=localhost,127.0.0.1",
                        "spring.jmx.enabled=false")
                .properties(more)
                .run();
    }

    /** The operator is started anew, with these settings besides. */
    void restartOperator(String... more) {
        stopOperator();
        startOperator(more);
    }

    void stopOperator() {
        if (operator != null) {
            operator.close();
            operator = null;
        }
    }

    /** Everything the operator wrote since it started. */
    double writes() {
        return Objects.requireNonNull(operator)
                .getBean(MeterRegistry.class)
                .find("millwright.operator.writes")
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    <B> B bean(Class<B> type) {
        return Objects.requireNonNull(operator).getBean(type);
    }

    /** Of Tenants. */
    ReconcileWatch<Tenant> watch() {
        return Objects.requireNonNull(operator)
                .<ReconcileWatch<Tenant>>getBeanProvider(
                        ResolvableType.forClassWithGenerics(ReconcileWatch.class, Tenant.class))
                .getObject();
    }

    Tenant apply(String name, String spec) {
        String yaml = """
            apiVersion: millwright.io/v1alpha1
            kind: Tenant
            metadata: {name: %s}
            spec: %s
            """.formatted(name, spec);
        return client.resource(Serialization.unmarshal(yaml, Tenant.class))
                .fieldManager("test")
                .forceConflicts()
                .serverSideApply();
    }

    Tenant awaitReady(String name) {
        return await(name + " is Ready", () -> tenant(name).filter(found -> "True".equals(status(found, "Ready"))));
    }

    Tenant awaitReason(String name, String condition, String reason) {
        return await(
                name + " has " + condition + "/" + reason,
                () -> tenant(name)
                        .filter(found -> condition(found, condition)
                                .filter(is -> reason.equals(is.getReason()))
                                .isPresent()));
    }

    Optional<Tenant> tenant(String name) {
        return Optional.ofNullable(client.resources(Tenant.class).withName(name).get());
    }

    static Optional<Condition> condition(Tenant tenant, String type) {
        return tenant.getStatus() == null
                ? Optional.empty()
                : tenant.getStatus().getConditions().stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst();
    }

    static String status(Tenant tenant, String type) {
        return condition(tenant, type).map(Condition::getStatus).orElse("");
    }

    static <T> T await(String what, Callable<Optional<T>> seen) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(seen, Optional::isPresent)
                .orElseThrow();
    }

    List<String> query(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/";
    }

    private void administrator(String login, String password) {
        execute("""
            DO $$ BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%s') THEN CREATE ROLE "%s"; END IF;
              ALTER ROLE "%s" LOGIN CREATEDB CREATEROLE PASSWORD '%s';
            END $$\
            """.formatted(login, login, login, password));
    }

    @Override
    public void close() throws Exception {
        stopOperator();
        node.close();
        cluster.close();
        postgres.close();
    }
}
