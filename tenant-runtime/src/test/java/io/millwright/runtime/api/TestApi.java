package io.millwright.runtime.api;

import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestPki;
import io.millwright.runtime.TenantFolder;
import io.millwright.runtime.TestHistorian;
import io.millwright.runtime.TestTenants;
import io.millwright.runtime.broker.BrokerConnection;
import io.millwright.runtime.historian.HistorianSchema;
import io.millwright.runtime.historian.WriterPool;
import io.millwright.runtime.ingest.IngestPolicy;
import io.millwright.runtime.ingest.QuarantineDesk;
import io.millwright.runtime.live.LivePoints;
import io.millwright.runtime.query.HistorianReader;
import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.runtime.tenant.TenantReading;
import io.millwright.runtime.tenant.TenantsDirectory;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API over real TLS and a real PostgreSQL, with tenants to fill. */
final class TestApi implements AutoCloseable {

    static final TestIdentity PLATFORM = TestTenants.pki().platform();
    static final TestIdentity CONTROL_PLANE = TestPki.platformService(PLATFORM, "control-plane");

    final LivePoints live = new LivePoints();
    final Map<TenantId, BrokerConnection> brokers = new ConcurrentHashMap<>();

    private final Map<TenantId, TenantConfiguration> configurations = new ConcurrentHashMap<>();
    private final Map<TenantId, WriterPool> writers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor();
    private final Path directory;
    private final TestHistorian historian;
    private final RuntimeApi api;

    TestApi(Path directory) throws IOException, SQLException {
        this.directory = directory;
        this.historian = new TestHistorian(directory.resolve("postgres"));
        writeCertificates(TestTenants.pki().server("tenant-runtime"));
        this.api = new RuntimeApi(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                directory.resolve("tls"),
                new ServedTenants() {
                    @Override
                    public Optional<TenantConfiguration> configuration(TenantId tenant) {
                        return Optional.ofNullable(configurations.get(tenant));
                    }

                    @Override
                    public Optional<BrokerConnection> broker(TenantId tenant) {
                        return Optional.ofNullable(brokers.get(tenant));
                    }

                    @Override
                    public Optional<QuarantineDesk> quarantine(TenantId tenant) {
                        return Optional.ofNullable(writers.get(tenant))
                                .map(pool -> new QuarantineDesk(
                                        pool.dataSource(),
                                        () -> new IngestPolicy(false, 100, Duration.ofDays(3_650)),
                                        Clock.systemUTC()));
                    }
                },
                live,
                housekeeping,
                Clock.systemUTC());
    }

    void writeCertificates(TestIdentity server) throws IOException {
        Path tls = Files.createDirectories(directory.resolve("tls"));
        Files.writeString(tls.resolve("tls.crt"), server.chainPem());
        Files.writeString(tls.resolve("tls.key"), server.keyPem());
        Files.writeString(tls.resolve("ca.crt"), TestTenants.root().certificatePem());
    }

    /** A tenant with an empty historian. */
    TestApi holding(String tenant) throws IOException, SQLException {
        return holding(folder(tenant));
    }

    TenantFolder folder(String tenant) throws IOException {
        return TenantFolder.of(Files.createDirectories(directory.resolve("tenants.d")), tenant)
                .at(historian.url());
    }

    TestApi holding(TenantFolder folder) throws IOException, SQLException {
        folder.write();
        Path tenants = folder.tenants();
        String tenant = folder.name();
        historian.holding(folder);
        if (!(new TenantsDirectory(tenants).look().changed().get(tenant) instanceof TenantReading.Valid valid)
                || !(HistorianSchema.migrate(valid.configuration().database())
                        instanceof HistorianSchema.Outcome.Current)) {
            throw new IllegalStateException("no historian for " + tenant);
        }
        configurations.put(new TenantId(tenant), valid.configuration());
        writers.put(new TenantId(tenant), new WriterPool(valid.configuration(), housekeeping));
        return this;
    }

    /** A tenant whose historian is away. */
    TestApi knowing(TenantFolder folder) throws IOException {
        folder.write();
        if (new TenantsDirectory(folder.tenants()).look().changed().get(folder.name())
                instanceof TenantReading.Valid valid) {
            configurations.put(new TenantId(folder.name()), valid.configuration());
        }
        return this;
    }

    void forget(String tenant) {
        configurations.remove(new TenantId(tenant));
    }

    /** As the writer. */
    void store(String tenant, String... statements) throws SQLException {
        TenantConfiguration.Database database =
                Objects.requireNonNull(configurations.get(new TenantId(tenant))).database();
        try (Connection connection = DriverManager.getConnection(
                        database.url() + "?currentSchema=historian",
                        database.writer().name(),
                        database.writer().password().value());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** As the tenant's messages are stored. */
    DataSource writer(String tenant) {
        return Objects.requireNonNull(writers.get(new TenantId(tenant))).dataSource();
    }

    /** A session as the owner, to stand in the way of others. */
    Connection owner(String tenant) throws SQLException {
        TenantConfiguration.Database database =
                Objects.requireNonNull(configurations.get(new TenantId(tenant))).database();
        return DriverManager.getConnection(
                database.url(),
                database.owner().name(),
                database.owner().password().value());
    }

    /** How many statements wait for a lock. */
    int waiting() throws SQLException {
        return historian.waiting();
    }

    /** As the API reads. */
    HistorianReader reader(String tenant) {
        return new HistorianReader(Objects.requireNonNull(configurations.get(new TenantId(tenant))), housekeeping);
    }

    int port() {
        return api.port();
    }

    URI uri(String path) {
        return URI.create("https://localhost:" + api.port() + path);
    }

    static HttpClient client(@Nullable TestIdentity identity) {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        return identity == null
                ? client.sslContext(TlsOf.nobody(TestTenants.root())).build()
                : client.sslContext(identity.tls(TestTenants.root())).build();
    }

    /** As the control plane. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(CONTROL_PLANE, HttpRequest.newBuilder(uri(path)).build());
    }

    HttpResponse<String> send(TestIdentity identity, HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = client(identity)) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(CONTROL_PLANE, request.build());
    }

    /** The body of a GET that must go well. */
    JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return JsonMapper.shared().readTree(response.body());
    }

    @Override
    public void close() throws IOException {
        api.close();
        writers.values().forEach(WriterPool::close);
        housekeeping.shutdownNow();
        historian.close();
    }
}
