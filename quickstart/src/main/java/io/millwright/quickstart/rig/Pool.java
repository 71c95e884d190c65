package io.millwright.quickstart.rig;

import io.millwright.quickstart.directory.FreePort;
import io.millwright.quickstart.rig.load.Journal;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.load.TlsIdentity;
import io.millwright.quickstart.rig.load.Truth;
import io.millwright.quickstart.rig.oracle.Oracle;
import io.millwright.quickstart.rig.oracle.Verdict;
import io.millwright.quickstart.rig.process.BrokerProcess;
import io.millwright.quickstart.rig.tenant.Certificates;
import io.millwright.quickstart.rig.tenant.HistorianAddress;
import io.millwright.quickstart.rig.tenant.TenantDirectories;
import io.millwright.wire.DeviceId;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.TenantId;
import io.millwright.wire.TopicKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Tenants that share a broker and a historian's server, each in a process of its own, and a directory that a pooled runtime
 * reads. The runtime is somebody else's business. Not thread-safe.
 */
public final class Pool implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration PUBLISHED = Duration.ofSeconds(60);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 10_000;

    private final Parts parts = new Parts();
    private final Map<TenantId, Member> members = new LinkedHashMap<>();
    private final Path brokerHome;
    private final Path tenants;
    private final Path tls;
    private final int brokerPort;
    private final HistorianHost historian;

    /** What one tenant has. */
    private record Member(Certificates certificates, TenantDirectories directories) {}

    private Pool(Path directory, Optional<HistorianAddress> given) throws IOException {
        this.brokerHome = Files.createDirectories(directory.resolve("broker"));
        this.tenants = Files.createDirectories(directory.resolve("tenants.d"));
        this.tls = directory.resolve("runtime-tls");
        this.brokerPort = FreePort.choose();
        this.historian = parts.keep(HistorianHost.in(directory.resolve("postgres"), given));
    }

    /**
     * Answers when broker and historian serve.
     *
     * @param names of tenants, none of which any runtime knows yet
     */
    public static Pool start(Path directory, Optional<HistorianAddress> historian, List<String> names)
            throws IOException, InterruptedException {
        Pool pool = new Pool(directory, historian);
        try {
            pool.startParts(names);
            return pool;
        } catch (IOException | InterruptedException e) {
            pool.close();
            throw e;
        }
    }

    private void startParts(List<String> names) throws IOException, InterruptedException {
        Certificates platform = null;
        for (String name : names) {
            Certificates own = platform == null ? new Certificates(name) : platform.neighbour(name);
            platform = platform == null ? own : platform;
            members.put(new TenantId(name), new Member(own, new TenantDirectories(name, own)));
        }
        TenantDirectories first = members.values().iterator().next().directories();
        first.layRuntimeApi(tls);
        first.layPooledBroker(brokerHome, CONNECTIONS);
        TenantDirectories.listTenants(
                brokerHome, members.values().stream().map(Member::directories).toList());
        historian.launch();
        BrokerProcess broker = parts.keep(new BrokerProcess(brokerHome, brokerPort, List.of("-Xmx512m")));
        broker.launch();
        historian.awaitReady(START);
        broker.awaitReady(START);
    }

    /** Makes its database and lays its directory: from now on a runtime serves it. */
    public void admit(TenantId tenant, int messagesPerSecond) throws IOException {
        TenantDirectories directories = member(tenant).directories();
        directories.makeDatabase(historian.address());
        Path aside = Files.createTempDirectory(tenants.getParent(), "new-");
        directories.layRuntime(aside, historian.address().url(), brokerPort);
        directories.layDocument(aside, historian.address().url(), brokerPort, messagesPerSecond);
        Files.move(aside.resolve(tenant.value()), tenants.resolve(tenant.value()));
        Files.delete(aside);
    }

    /** Another quota, while it is served. */
    public void allow(TenantId tenant, int messagesPerSecond) throws IOException {
        member(tenant).directories().layDocument(tenants, historian.address().url(), brokerPort, messagesPerSecond);
    }

    /** A new device with a stream of its own; it connects at once. Its name is the pool's, not the tenant's. */
    public LoadDevice device(TenantId tenant, String name, Shape shape, int window, LongConsumer latency) {
        DeviceId device = new DeviceId(name);
        Certificates certificates = member(tenant).certificates();
        Certificates.Identity identity = certificates.device(Rig.SITE, device);
        TlsIdentity shown = TlsIdentity.of(identity.key(), identity.chain(), certificates.root());
        return new LoadDevice(
                new DeviceTopic(tenant, Rig.SITE, device, TopicKind.TELEMETRY),
                Journal.fresh(name, shape),
                new LoadDevice.Settings(brokerPort, shown, KEEP_ALIVE, window, true),
                latency);
    }

    /** Compares with what is stored and what would be billed, once that was published. */
    public Verdict judge(TenantId tenant, Truth truth) throws SQLException, InterruptedException {
        try (Connection connection = database(tenant)) {
            return Oracle.judge(connection, truth, PUBLISHED);
        }
    }

    /** A tenant's database, as the server's administrator. */
    public Connection database(TenantId tenant) throws SQLException {
        return historian.administrator(member(tenant).directories().database().name());
    }

    /** Sessions that runtimes have on the historian's server now. */
    public int sessions() throws SQLException {
        try (Connection connection = historian.administrator("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'millwright-%'")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** What a runtime calls {@code TENANTS_DIR}. */
    public Path tenants() {
        return tenants;
    }

    /** What a runtime calls {@code TLS_DIR}. */
    public Path tls() {
        return tls;
    }

    /** All, admitted or not. */
    public List<TenantId> names() {
        return new ArrayList<>(members.keySet());
    }

    private Member member(TenantId tenant) {
        return Objects.requireNonNull(members.get(tenant), tenant.value());
    }

    @Override
    public void close() throws IOException {
        try {
            parts.close();
        } catch (Exception e) {
            throw new IOException("a part of the pool does not end", e);
        }
    }
}
