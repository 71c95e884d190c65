package io.millwright.quickstart.rig;

import io.millwright.operator.historian.DatabaseRole;
import io.millwright.quickstart.directory.FreePort;
import io.millwright.quickstart.directory.StartRefused;
import io.millwright.quickstart.rig.load.Journal;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.load.TlsIdentity;
import io.millwright.quickstart.rig.load.Truth;
import io.millwright.quickstart.rig.network.CommitDelay;
import io.millwright.quickstart.rig.network.FaultyLink;
import io.millwright.quickstart.rig.oracle.Oracle;
import io.millwright.quickstart.rig.oracle.Verdict;
import io.millwright.quickstart.rig.process.AgentProcess;
import io.millwright.quickstart.rig.process.BrokerProcess;
import io.millwright.quickstart.rig.process.MachineProcess;
import io.millwright.quickstart.rig.process.PostgresProcess;
import io.millwright.quickstart.rig.process.RuntimeProcess;
import io.millwright.quickstart.rig.process.SmallDisk;
import io.millwright.quickstart.rig.tenant.AgentState;
import io.millwright.quickstart.rig.tenant.Certificates;
import io.millwright.quickstart.rig.tenant.TenantDirectories;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.ClientId;
import io.millwright.wire.DeviceId;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.ServiceName;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import io.millwright.wire.TopicKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One tenant with a broker, a historian and a runtime, each the real part in a process of its own. The parts are known by the
 * files that the operator would have them mounted; no operator and no Kubernetes run here. Not thread-safe.
 */
public final class Rig implements AutoCloseable {

    /** The one tenant. */
    public static final TenantId TENANT = new TenantId("acme");

    /** The one site. */
    public static final SiteId SITE = new SiteId("bremen");

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

    private static final Duration PUBLISHED = Duration.ofSeconds(60);

    private final Parts parts = new Parts();
    private final Certificates certificates = new Certificates(TENANT.value());
    private final TenantDirectories directories = new TenantDirectories(TENANT.value(), certificates);
    private final RigSettings settings;
    private final int brokerPort;
    private final int api;
    private final HistorianHost historian;
    private final Relays relays;
    private final BrokerProcess broker;
    private final Path tenants;
    private final Path tls;
    private final RuntimeProcess runtime;
    private final List<RuntimeProcess> runtimes = new ArrayList<>();

    private Rig(RigSettings settings) throws IOException, StartRefused {
        this.settings = settings;
        Path directory = settings.directory();
        this.brokerPort = FreePort.choose();
        Path postgresHome = directory.resolve("postgres");
        this.historian = parts.keep(
                settings.diskBytes() == 0
                        ? HistorianHost.in(postgresHome, settings.historian())
                        : HistorianHost.onDisk(postgresHome, settings.diskBytes()));
        Path brokerHome = Files.createDirectories(directory.resolve("broker"));
        this.broker = new BrokerProcess(brokerHome, brokerPort, settings.options());
        this.tenants = Files.createDirectories(directory.resolve("tenants.d"));
        this.tls = directory.resolve("runtime-tls");
        directories.layRuntimeApi(tls);
        this.api = FreePort.choose();
        this.runtime = new RuntimeProcess(
                directory,
                tenants,
                FreePort.choose(),
                Map.of("TLS_DIR", tls.toString(), "HTTPS_PORT", Integer.toString(api)),
                settings.options());
        runtimes.add(runtime);
        this.relays = parts.keep(new Relays(settings.links(), brokerPort, historian.address()));
        directories.boundSeries(settings.seriesPerDevice());
        directories.layBroker(brokerHome, settings.persistence(), 10_000);
        directories.layRuntime(
                tenants,
                relays.historianSeenByRuntime(historian.address()),
                relays.port(Link.RUNTIME_TO_BROKER, brokerPort));
    }

    /** Answers when everything serves. */
    public static Rig start(RigSettings settings) throws Exception {
        Rig rig = new Rig(settings);
        try {
            rig.startParts();
            return rig;
        } catch (Exception e) {
            rig.close();
            throw e;
        }
    }

    private void startParts() throws Exception {
        historian.launch();
        parts.keep(broker).launch();
        historian.awaitReady(Duration.ofSeconds(90));
        directories.makeDatabase(historian.address());
        parts.keep(runtime).launch();
        broker.awaitReady(Duration.ofSeconds(90));
        runtime.awaitReady(Duration.ofSeconds(90));
    }

    /** A new device with a stream of its own; it connects at once. */
    public LoadDevice device(String name, Shape shape, int window, LongConsumer latency) {
        return device(name, shape, window, KEEP_ALIVE, latency);
    }

    public LoadDevice device(String name, Shape shape, int window, Duration keepAlive, LongConsumer latency) {
        return device(name, shape, window, keepAlive, relays.port(Link.DEVICES_TO_BROKER, brokerPort), latency);
    }

    /** A device that no link lies before. */
    public LoadDevice unaffected(String name, Shape shape, LongConsumer latency) {
        return device(name, shape, 100_000, KEEP_ALIVE, brokerPort, latency);
    }

    private LoadDevice device(
            String name, Shape shape, int window, Duration keepAlive, int port, LongConsumer latency) {
        DeviceId device = new DeviceId(name);
        Certificates.Identity identity = certificates.device(SITE, device);
        TlsIdentity tls = TlsIdentity.of(identity.key(), identity.chain(), certificates.root());
        return new LoadDevice(
                new DeviceTopic(TENANT, SITE, device, TopicKind.TELEMETRY),
                Journal.fresh(name, shape),
                new LoadDevice.Settings(port, tls, keepAlive, window),
                latency);
    }

    /** A real agent on a simulated machine; it has appended points when this answers. */
    public Plant plant(String name) throws IOException, InterruptedException {
        return plant(name, List.of());
    }

    /** @param options of the agent's command */
    public Plant plant(String name, List<String> options) throws IOException, InterruptedException {
        Path place = Files.createDirectories(settings.directory().resolve(name));
        AgentState state = new AgentState(place.resolve("state"), TENANT, SITE, new DeviceId(name), certificates);
        Plant plant = parts.keep(new Plant(
                this,
                name,
                state,
                new MachineProcess(place, FreePort.choose()),
                new AgentProcess(state.directory(), place.resolve("journal"), options)));
        plant.start(relays.port(Link.DEVICES_TO_BROKER, brokerPort));
        return plant;
    }

    /** Where everything of it lies; what is put there goes with it. */
    public Path directory() {
        return settings.directory();
    }

    /** The runtime's internal API. */
    public URI api() {
        return URI.create("https://127.0.0.1:" + api + "/v1/tenants/" + TENANT);
    }

    /** What the internal API answers the control plane. @param path below the tenant's */
    public JsonNode ask(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(controlPlane().context())
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(api() + path))
                            .timeout(PUBLISHED)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return JsonMapper.shared().readTree(answer.body());
        }
    }

    /** As the control plane, the only one that the API answers. */
    public TlsIdentity controlPlane() {
        Certificates.Identity identity = certificates.controlPlane();
        return TlsIdentity.of(identity.key(), identity.chain(), certificates.root());
    }

    /** The tenant's database as the server's administrator, not through any link. */
    public Connection database() throws SQLException {
        return historian.administrator(directories.database().name());
    }

    /** As the runtime's writer, not through any link. */
    public Connection writer() throws SQLException {
        return DriverManager.getConnection(
                databaseUrl(), writerRole().name(), writerRole().password().value());
    }

    public DatabaseRole writerRole() {
        return directories.database().writer();
    }

    /** The tenant's database, not through any link. */
    public String databaseUrl() {
        return historian.url(directories.database().name());
    }

    /** Compares with what is stored and what would be billed, once that was published. */
    public Verdict judge(Truth truth) throws SQLException, InterruptedException {
        try (Connection connection = database()) {
            return Oracle.judge(connection, truth, PUBLISHED);
        }
    }

    public Certificates certificates() {
        return certificates;
    }

    /** Where devices and runtime connect, not through any link. */
    public int brokerPort() {
        return brokerPort;
    }

    /** What the runtime finds mounted for the tenant: its certificate too. */
    public Path runtimeDirectory() {
        return settings.directory().resolve("tenants.d").resolve(TENANT.value());
    }

    /** The name under which the runtime connects. */
    public String runtimeClient() {
        return ClientId.of(new CertificateIdentity.Service(TENANT, new ServiceName("runtime")));
    }

    public BrokerProcess broker() {
        return broker;
    }

    public RuntimeProcess runtime() {
        return runtime;
    }

    /** Whether the historian is one that this started. */
    public boolean ownsPostgres() {
        return historian.isOwn();
    }

    /**
     * Another runtime of the same tenant, not started yet.
     *
     * @param name of its host, by which it takes the tenant's lease
     * @param classes directories on its class path before the release's own
     */
    public RuntimeProcess another(String name, List<Path> classes) throws IOException {
        RuntimeProcess another = parts.keep(new RuntimeProcess(
                settings.directory().resolve("part-" + name + ".out"),
                tenants,
                FreePort.choose(),
                Map.of("TLS_DIR", tls.toString(), "HTTPS_PORT", Integer.toString(FreePort.choose()), "HOSTNAME", name),
                settings.options(),
                classes));
        runtimes.add(another);
        return another;
    }

    /** The first one and all others. */
    public List<RuntimeProcess> runtimes() {
        return List.copyOf(runtimes);
    }

    /** Where the historian's data lie. @throws IllegalStateException if the settings did not ask for it */
    public SmallDisk disk() {
        return historian.disk();
    }

    /** The embedded one. @throws IllegalStateException if the historian is somebody else's */
    public PostgresProcess postgres() {
        return historian.postgres();
    }

    /** @throws IllegalStateException if the settings did not ask for it */
    public FaultyLink link(Link link) {
        return relays.link(link);
    }

    /** Acts only where {@link Link#RUNTIME_TO_HISTORIAN} was asked for. */
    public CommitDelay commits() {
        return relays.commits();
    }

    public String persistence() {
        return settings.persistence();
    }

    @Override
    public void close() throws Exception {
        parts.close();
    }
}
