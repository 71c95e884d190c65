package io.millwright.quickstart.up;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.millwright.embeddedkubernetes.EmbeddedKubernetes;
import io.millwright.quickstart.demo.Demo;
import io.millwright.quickstart.directory.Administrator;
import io.millwright.quickstart.directory.DataDirectory;
import io.millwright.quickstart.directory.PrivateFiles;
import io.millwright.quickstart.directory.StartRefused;
import io.millwright.quickstart.images.BrokerImage;
import io.millwright.quickstart.images.HistorianImage;
import io.millwright.quickstart.images.RuntimeImage;
import io.millwright.quickstart.node.LocalNode;
import io.millwright.quickstart.postgres.LocalDatabase;
import io.millwright.quickstart.postgres.LocalPostgres;
import io.millwright.quickstart.program.Logging;
import io.millwright.quickstart.tenants.Tenants;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of one installation, started in order and stopped in the opposite one. */
public final class Platform implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    private static final int CLIENT_TIMEOUT_MILLIS = 20_000;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final DataDirectory directory;
    private final Administrator administrator;
    private final Path kubeconfig;
    private final NodeLogs logs = new NodeLogs();
    private final NodeServices services = new NodeServices();
    private final Settings settings;
    private @Nullable String portal;

    /**
     * @param port of the API and what people open
     * @param demo whether the demo runs beside it
     */
    public record Settings(int port, boolean demo) {}

    private Platform(DataDirectory directory, Settings settings, Administrator administrator) {
        this.directory = directory;
        this.settings = settings;
        this.administrator = administrator;
        this.kubeconfig = directory.resolve("kubeconfig");
    }

    /** Answers when everything serves; a part that fails takes down those started before it. */
    public static Platform start(DataDirectory directory, Settings settings, Progress progress) throws Exception {
        Platform platform = new Platform(directory, settings, Administrator.in(directory.resolve("admin.json")));
        try {
            platform.startParts(progress);
            return platform;
        } catch (Exception e) {
            platform.close();
            throw e instanceof IOException io ? StartRefused.of(io, directory.path()) : e;
        }
    }

    private void startParts(Progress progress) throws Exception {
        Logging.toFile(PrivateFiles.directory(directory.resolve("log")).resolve("millwright.log"));
        LocalPostgres postgres = progress.step("PostgreSQL runs", this::startPostgres);
        progress.step("The Kubernetes API serves", this::startKubernetes);
        KubernetesClient client = keep(client(kubeconfig));
        progress.step("Tenant, Site and DeviceFleet are defined", () -> {
            Definitions.apply(client);
            return true;
        });
        // The node first: it takes back the readiness that the last run left in every status.
        LocalNode node = progress.step("The local node runs", () -> startNode(client, postgres));
        progress.step("The operator reconciles", () -> keep(OperatorPart.start(kubeconfig, postgres)));
        progress.step("The control plane serves", () -> startControlPlane(client, postgres, node));
    }

    private LocalPostgres startPostgres() throws StartRefused, IOException {
        Path place = directory.resolve("postgres");
        LocalPostgres.stopOrphan(place); // before its port is found busy
        return keep(LocalPostgres.start(place, directory.ports().freePort("postgres"), secret("postgres-password")));
    }

    /** What the file holds; a new secret when there is none yet. */
    private String secret(String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            PrivateFiles.write(file, Administrator.secret());
        }
        return Files.readString(file);
    }

    private EmbeddedKubernetes startKubernetes() throws Exception {
        EmbeddedKubernetes kubernetes = keep(EmbeddedKubernetes.start(new EmbeddedKubernetes.Settings(
                PrivateFiles.directory(directory.resolve("kubernetes")),
                directory.ports().freePort("kubernetes"),
                Clock.systemUTC(),
                logs)));
        kubernetes.writeKubeconfig(kubeconfig);
        return kubernetes;
    }

    private static KubernetesClient client(Path kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                        .withRequestTimeout(CLIENT_TIMEOUT_MILLIS)
                        .withOnlyHttpWatches(true)
                        .withHttp2Disable(true)
                        .build())
                .build();
    }

    private LocalNode startNode(KubernetesClient client, LocalPostgres postgres) throws IOException {
        LocalNode node = keep(LocalNode.start(
                client,
                PrivateFiles.directory(directory.resolve("node")),
                List.of(
                        new BrokerImage(directory.ports()),
                        new HistorianImage(postgres),
                        new RuntimeImage(services, Clock.systemUTC())),
                Clock.systemUTC()));
        logs.from(node);
        services.from(node);
        return node;
    }

    private boolean startControlPlane(KubernetesClient client, LocalPostgres postgres, LocalNode node)
            throws Exception {
        Path ca = directory.resolve("ca.pem");
        keep(PlatformCertificate.keepIn(ca, client));
        AtomicReference<Runnable> changed = new AtomicReference<>(() -> {});
        Tenants tenants = keep(Tenants.watch(client, () -> changed.get().run()));
        ControlPlanePart.Setup setup = new ControlPlanePart.Setup(
                settings.port(),
                directory.ports().freePort("enrollment"),
                kubeconfig,
                LocalDatabase.ensure(postgres, "millwright", secret("platform-password")),
                administrator,
                new LocalRuntimes(node),
                PrivateFiles.directory(directory.resolve("outbox")));
        keep(ControlPlanePart.start(setup));
        Endpoints endpoints = new Endpoints(
                directory.resolve("endpoints.json"),
                setup.portal(),
                setup.enrollment(),
                kubeconfig,
                ca,
                administrator,
                settings.demo() ? Optional.of(Demo.TENANT) : Optional.empty());
        endpoints.write(tenants.list());
        changed.set(() -> {
            try {
                endpoints.write(tenants.list());
            } catch (IOException e) {
                LOG.warn("endpoints.json was not updated: {}", e.getMessage());
            }
        });
        changed.get().run();
        portal = setup.portal();
        return true;
    }

    /** Starts the demo in the background, if there is to be one; it stops with everything else. */
    public void startDemo(Progress progress) throws IOException {
        if (settings.demo()) {
            keep(Demo.start(
                    new Demo.Setup(
                            directory.resolve("demo"),
                            directory.resolve("log"),
                            directory.ports(),
                            URI.create(portal + "/api/v1"),
                            administrator.apiKey()),
                    progress::say));
        }
    }

    /** The one line that scripts wait for. */
    public String readyLine() {
        return "Millwright is ready: " + portal + "  (admin: " + administrator.email() + " / "
                + administrator.password() + ")";
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // stopping has to wait for things
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
