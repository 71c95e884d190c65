package io.millwright.quickstart.rig;

import io.millwright.operator.historian.DatabaseRole;
import io.millwright.operator.historian.HistorianServer;
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
import io.millwright.quickstart.rig.tenant.HistorianAddress;
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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

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

    /** Data of generated devices begins so long ago: within every retention, and far from the end of the window. */
    private static final Duration PAST = Duration.ofHours(3);

    private static final Duration PUBLISHED = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Map<Link, FaultyLink> links = new EnumMap<>(Link.class);
    private final CommitDelay commits = new CommitDelay();
    private final Certificates certificates = new Certificates(TENANT.value());
    private final TenantDirectories directories = new TenantDirectories(TENANT.value(), certificates);
    private final Settings settings;
    private final int brokerPort;
    private final int api;
    private final HistorianAddress historian;
    private final @Nullable SmallDisk disk;
    private final @Nullable PostgresProcess postgres;
    private final BrokerProcess broker;
    private final Path tenants;
    private final Path tls;
    private final RuntimeProcess runtime;
    private final List<RuntimeProcess> runtimes = new ArrayList<>();

    /**
     * What is wanted.
     *
     * @param persistence of the broker: {@code file} or {@code in-memory}
     * @param historian a server that exists; otherwise an embedded one is started
     * @param options of the JVMs of broker and runtime
     * @param diskBytes of the embedded historian's own file system; 0 for a directory among others
     */
    public record Settings(
            Path directory,
            String persistence,
            Set<Link> links,
            Optional<HistorianAddress> historian,
            List<String> options,
            long diskBytes) {

        public Settings(
                Path directory,
                String persistence,
                Set<Link> links,
                Optional<HistorianAddress> historian,
                List<String> options) {
            this(directory, persistence, links, historian, options, 0);
        }
    }

    private Rig(Settings settings) throws IOException, StartRefused {
        this.settings = settings;
        Path directory = settings.directory();
        int postgresPort = freePort();
        this.brokerPort = freePort();
        Path postgresHome = Files.createDirectories(directory.resolve("postgres"));
        String password = password();
        Files.writeString(postgresHome.resolve("password"), password);
        this.historian = settings.historian()
                .orElse(new HistorianAddress(
                        "jdbc:postgresql://127.0.0.1:" + postgresPort + "/", "postgres", password));
        this.disk = settings.diskBytes() == 0 ? null : keep(disk(postgresHome, settings.diskBytes()));
        this.postgres = settings.historian().isPresent() ? null : postgres(postgresHome, postgresPort, disk);
        Path brokerHome = Files.createDirectories(directory.resolve("broker"));
        this.broker = new BrokerProcess(brokerHome, brokerPort, settings.options());
        this.tenants = Files.createDirectories(directory.resolve("tenants.d"));
        this.tls = directory.resolve("runtime-tls");
        directories.layRuntimeApi(tls);
        this.api = freePort();
        this.runtime = new RuntimeProcess(
                directory,
                tenants,
                freePort(),
                Map.of("TLS_DIR", tls.toString(), "HTTPS_PORT", Integer.toString(api)),
                settings.options());
        runtimes.add(runtime);
        for (Link link : settings.links()) {
            links.put(link, keep(relay(link)));
        }
        directories.layBroker(brokerHome, settings.persistence(), 10_000);
        directories.layRuntime(tenants, historianSeenByRuntime(), port(Link.RUNTIME_TO_BROKER, brokerPort));
    }

    private static SmallDisk disk(Path postgresHome, long bytes) throws IOException, StartRefused {
        // What is mounted cannot be deleted as the rest of a start that was cut short, so it must not look like one.
        Files.createFile(postgresHome.resolve("initialised"));
        return SmallDisk.mount(Files.createDirectories(postgresHome.resolve("data")), bytes);
    }

    private static PostgresProcess postgres(Path home, int port, @Nullable SmallDisk disk) {
        return disk == null ? new PostgresProcess(home, port) : new PostgresProcess(home, port, disk);
    }

    /** Answers when everything serves. */
    public static Rig start(Settings settings) throws Exception {
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
        if (postgres != null) {
            keep(postgres).launch();
        }
        keep(broker).launch();
        if (postgres != null) {
            postgres.awaitReady(Duration.ofSeconds(90));
        }
        directories.makeDatabase(historian);
        keep(runtime).launch();
        broker.awaitReady(Duration.ofSeconds(90));
        runtime.awaitReady(Duration.ofSeconds(90));
    }

    private FaultyLink relay(Link link) throws IOException {
        return switch (link) {
            case DEVICES_TO_BROKER, RUNTIME_TO_BROKER -> FaultyLink.to(brokerPort);
            case RUNTIME_TO_HISTORIAN -> FaultyLink.to(historian.port(), commits);
        };
    }

    private String historianSeenByRuntime() {
        FaultyLink link = links.get(Link.RUNTIME_TO_HISTORIAN);
        return link == null ? historian.url() : historian.through(link.port());
    }

    private int port(Link link, int direct) {
        FaultyLink relay = links.get(link);
        return relay == null ? direct : relay.port();
    }

    /** A new device with a stream of its own; it connects at once. */
    public LoadDevice device(String name, Shape shape, int window, LongConsumer latency) {
        return device(name, shape, window, KEEP_ALIVE, latency);
    }

    public LoadDevice device(String name, Shape shape, int window, Duration keepAlive, LongConsumer latency) {
        return device(name, shape, window, keepAlive, port(Link.DEVICES_TO_BROKER, brokerPort), latency);
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
                journal(name, shape),
                new LoadDevice.Settings(port, tls, keepAlive, window),
                latency);
    }

    /** A real agent on a simulated machine; it has appended points when this answers. */
    public Plant plant(String name) throws IOException, InterruptedException {
        Path place = Files.createDirectories(settings.directory().resolve(name));
        AgentState state = new AgentState(place.resolve("state"), TENANT, SITE, new DeviceId(name), certificates);
        Plant plant = keep(new Plant(
                this,
                name,
                state,
                new MachineProcess(place, freePort()),
                new AgentProcess(state.directory(), place.resolve("journal"))));
        plant.start(port(Link.DEVICES_TO_BROKER, brokerPort));
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

    /** As the control plane, the only one that the API answers. */
    public TlsIdentity controlPlane() {
        Certificates.Identity identity = certificates.controlPlane();
        return TlsIdentity.of(identity.key(), identity.chain(), certificates.root());
    }

    /** What a device of this name would append to a new stream. */
    public static Journal journal(String device, Shape shape) {
        return new Journal(
                device, Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36), shape, beginning());
    }

    /** When the data of a device begins that starts to send now. */
    public static long beginning() {
        return System.currentTimeMillis() - PAST.toMillis();
    }

    /** The tenant's database as the server's administrator, not through any link. */
    public Connection database() throws SQLException {
        return DriverManager.getConnection(databaseUrl(), historian.username(), historian.password());
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
        return HistorianServer.urlOf(historian.url(), directories.database().name());
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
        return postgres != null;
    }

    /**
     * Another runtime of the same tenant, not started yet.
     *
     * @param name of its host, by which it takes the tenant's lease
     * @param classes directories on its class path before the release's own
     */
    public RuntimeProcess another(String name, List<Path> classes) throws IOException {
        RuntimeProcess another = keep(new RuntimeProcess(
                settings.directory().resolve("part-" + name + ".out"),
                tenants,
                freePort(),
                Map.of("TLS_DIR", tls.toString(), "HTTPS_PORT", Integer.toString(freePort()), "HOSTNAME", name),
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
        if (disk == null) {
            throw new IllegalStateException("a disk of its own was not asked for");
        }
        return disk;
    }

    /** The embedded one. @throws IllegalStateException if the historian is somebody else's */
    public PostgresProcess postgres() {
        if (postgres == null) {
            throw new IllegalStateException("the historian is not this program's to kill");
        }
        return postgres;
    }

    /** @throws IllegalStateException if the settings did not ask for it */
    public FaultyLink link(Link link) {
        FaultyLink relay = links.get(link);
        if (relay == null) {
            throw new IllegalStateException(link + " was not asked for");
        }
        return relay;
    }

    /** Acts only where {@link Link#RUNTIME_TO_HISTORIAN} was asked for. */
    public CommitDelay commits() {
        return commits;
    }

    public String persistence() {
        return settings.persistence();
    }

    private <T extends AutoCloseable> T keep(T part) {
        opened.push(part);
        return part;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    static String password() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() throws Exception {
        Exception first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
