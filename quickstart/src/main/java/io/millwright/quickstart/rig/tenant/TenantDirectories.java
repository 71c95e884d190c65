package io.millwright.quickstart.rig.tenant;

import io.millwright.operator.historian.HistorianAdministrator;
import io.millwright.operator.historian.HistorianOutcome;
import io.millwright.operator.historian.HistorianServer;
import io.millwright.operator.historian.Password;
import io.millwright.operator.historian.TenantDatabase;
import io.millwright.operator.pki.KeyAndCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Lays what a broker and a runtime find mounted in a cluster, and makes the tenant's database as the operator does. */
public final class TenantDirectories {

    private static final String INCARNATION = "01K0000000000000000000000B";
    /** As the operator's. */
    private static final TenantDatabase.Bounds BOUNDS =
            new TenantDatabase.Bounds(4, 10, 10, Duration.ofSeconds(30), 256);
    /** Above anything that is measured: quotas are another benchmark's business. */
    public static final int UNLIMITED = 10_000_000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String tenant;
    private final Certificates certificates;
    private final TenantDatabase database;
    private int seriesPerDevice = UNLIMITED;

    public TenantDirectories(String tenant, Certificates certificates) {
        this.tenant = tenant;
        this.certificates = certificates;
        SecureRandom random = new SecureRandom();
        this.database = TenantDatabase.of(
                tenant,
                INCARNATION,
                new TenantDatabase.Passwords(Password.random(random), Password.random(random), Password.random(random)),
                BOUNDS);
    }

    /** A broker's home. @param persistence {@code file} or {@code in-memory} */
    public void layBroker(Path home, String persistence, int connections) throws IOException {
        layBroker(home, tenant, certificates.tenantAuthority().certificatePem(), persistence, connections);
        listTenants(home, List.of(this));
    }

    /** The home of a broker for any tenant of this one's platform; who they are, {@link #listTenants} says. */
    public void layPooledBroker(Path home, int connections) throws IOException {
        layBroker(home, "*", certificates.rootPem(), "in-memory", connections);
    }

    /** Whom a broker lets in. */
    public static void listTenants(Path home, List<TenantDirectories> tenants) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (TenantDirectories each : tenants) {
            lines.append(each.tenant)
                    .append('=')
                    .append(each.certificates.authorityKey())
                    .append('\n');
        }
        Files.writeString(home.resolve("conf/millwright/authorities.properties"), lines);
    }

    private void layBroker(Path home, String whose, String trusted, String persistence, int connections)
            throws IOException {
        Path tls = Files.createDirectories(home.resolve("tls"));
        Path configuration = Files.createDirectories(home.resolve("conf/millwright"));
        Files.createDirectories(home.resolve("data"));
        KeyAndCertificates server = certificates.broker();
        Files.writeString(tls.resolve("tls.crt"), server.chainPem());
        Files.writeString(tls.resolve("tls.key"), server.keyPem());
        Files.writeString(tls.resolve("ca.crt"), trusted);
        Files.writeString(
                configuration.resolve("broker.properties"),
                "tenant=" + whose + "\npersistence=" + persistence + "\nmaxConnections=" + connections + "\n");
    }

    /** What a runtime's API shows, and whom it trusts. */
    public void layRuntimeApi(Path tls) throws IOException {
        Files.createDirectories(tls);
        KeyAndCertificates server = certificates.runtimeServer();
        Files.writeString(tls.resolve("tls.crt"), server.chainPem());
        Files.writeString(tls.resolve("tls.key"), server.keyPem());
        Files.writeString(tls.resolve("ca.crt"), server.rootPem());
    }

    /** Creates database and roles. */
    public void makeDatabase(HistorianAddress historian) throws IOException {
        HistorianOutcome outcome = HistorianAdministrator.overJdbc().ensure(historian.server(), database);
        switch (outcome) {
            case HistorianOutcome.Ready _, HistorianOutcome.Changed _ -> {}
            case HistorianOutcome.Unreachable(String sentence) -> throw new IOException(sentence);
            case HistorianOutcome.Refused(String sentence) -> throw new IOException(sentence);
        }
    }

    /** How many tags a device may have, in documents to come. @param perDevice 0 for as many as it likes */
    public void boundSeries(int perDevice) {
        seriesPerDevice = perDevice == 0 ? UNLIMITED : perDevice;
    }

    /** One directory of {@code tenants.d}. */
    public void layRuntime(Path tenants, String historianUrl, int brokerPort) throws IOException {
        Path directory = Files.createDirectories(tenants.resolve(tenant));
        KeyAndCertificates identity = certificates.runtime();
        Files.writeString(
                directory.resolve("owner.password"), database.owner().password().value());
        Files.writeString(
                directory.resolve("writer.password"),
                database.writer().password().value());
        Files.writeString(
                directory.resolve("reader.password"),
                database.reader().password().value());
        Files.writeString(directory.resolve("service.crt"), identity.chainPem());
        Files.writeString(directory.resolve("service.key"), identity.keyPem());
        Files.writeString(directory.resolve("ca.crt"), identity.rootPem());
        layDocument(tenants, historianUrl, brokerPort, UNLIMITED);
    }

    /** Its {@code tenant.json}, anew while a runtime reads it: exchanged in one step. */
    public void layDocument(Path tenants, String historianUrl, int brokerPort, int messagesPerSecond)
            throws IOException {
        Path directory = tenants.resolve(tenant);
        Path written = directory.resolve("tenant.json.new");
        Files.writeString(written, JSON.writeValueAsString(document(historianUrl, brokerPort, messagesPerSecond)));
        Files.move(written, directory.resolve("tenant.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private Map<String, Object> document(String historianUrl, int brokerPort, int messagesPerSecond) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("tenant", tenant);
        document.put("incarnation", INCARNATION);
        document.put("tier", "enterprise");
        document.put("suspended", false);
        document.put(
                "database",
                Map.of(
                        "url", HistorianServer.urlOf(historianUrl, database.name()),
                        "name", database.name(),
                        "owner", database.owner().name(),
                        "writer", database.writer().name(),
                        "reader", database.reader().name()));
        document.put("broker", Map.of("url", "mqtts://127.0.0.1:" + brokerPort));
        document.put(
                "limits",
                Map.of(
                        "devices", UNLIMITED,
                        "messagesPerSecond", messagesPerSecond,
                        "storageGi", UNLIMITED,
                        "device", Map.of("series", seriesPerDevice)));
        document.put("retention", Map.of("raw", "30d", "minute", "365d", "hour", "1825d"));
        return document;
    }

    /** The database and its roles. */
    public TenantDatabase database() {
        return database;
    }
}
