package io.millwright.quickstart.up;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.millwright.embeddedkubernetes.EmbeddedKubernetes;
import io.millwright.quickstart.directory.Administrator;
import io.millwright.quickstart.directory.DataDirectory;
import io.millwright.quickstart.directory.PrivateFiles;
import io.millwright.quickstart.directory.StartRefused;
import io.millwright.quickstart.home.HomePage;
import io.millwright.quickstart.images.BrokerImage;
import io.millwright.quickstart.images.HistorianImage;
import io.millwright.quickstart.images.RuntimeImage;
import io.millwright.quickstart.node.LocalNode;
import io.millwright.quickstart.postgres.LocalPostgres;
import io.millwright.quickstart.tenants.Tenants;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
    private @Nullable URI url;

    private Platform(DataDirectory directory, Administrator administrator) {
        this.directory = directory;
        this.administrator = administrator;
        this.kubeconfig = directory.resolve("kubeconfig");
    }

    /** Answers when everything serves; a part that fails takes down those started before it. */
    public static Platform start(DataDirectory directory, int port, Progress progress) throws Exception {
        Platform platform = new Platform(directory, Administrator.in(directory.resolve("admin.json")));
        try {
            platform.startParts(port, progress);
            return platform;
        } catch (Exception e) {
            platform.close();
            throw e instanceof IOException io ? StartRefused.of(io, directory.path()) : e;
        }
    }

    private void startParts(int port, Progress progress) throws Exception {
        Logging.toFile(PrivateFiles.directory(directory.resolve("log")).resolve("millwright.log"));
        LocalPostgres postgres = progress.step("PostgreSQL runs", this::startPostgres);
        progress.step("The Kubernetes API serves", this::startKubernetes);
        KubernetesClient client = keep(client(kubeconfig));
        progress.step("Tenant, Site and DeviceFleet are defined", () -> {
            Definitions.apply(client);
            return true;
        });
        // The node first: it takes back the readiness that the last run left in every status.
        progress.step("The local node runs", () -> startNode(client, postgres));
        progress.step("The operator reconciles", () -> keep(OperatorPart.start(kubeconfig, postgres)));
        startHome(client, port);
    }

    private LocalPostgres startPostgres() throws StartRefused, IOException {
        Path secret = directory.resolve("postgres-password");
        if (!Files.exists(secret)) {
            PrivateFiles.write(secret, Administrator.secret());
        }
        Path place = directory.resolve("postgres");
        LocalPostgres.stopOrphan(place); // before its port is found busy
        return keep(LocalPostgres.start(place, directory.ports().freePort("postgres"), Files.readString(secret)));
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
                        new RuntimeImage(Clock.systemUTC())),
                Clock.systemUTC()));
        logs.from(node);
        return node;
    }

    private void startHome(KubernetesClient client, int port) throws IOException {
        Path ca = directory.resolve("ca.pem");
        keep(PlatformCertificate.keepIn(ca, client));
        AtomicReference<Runnable> changed = new AtomicReference<>(() -> {});
        Tenants tenants = keep(Tenants.watch(client, () -> changed.get().run()));
        HomePage home = keep(HomePage.start(port, administrator, tenants::list, kubeconfig.toString()));
        Endpoints endpoints = new Endpoints(
                directory.resolve("endpoints.json"), home.url().toString(), kubeconfig, ca, administrator);
        endpoints.write(tenants.list());
        changed.set(() -> {
            try {
                endpoints.write(tenants.list());
            } catch (IOException e) {
                LOG.warn("endpoints.json was not updated: {}", e.getMessage());
            }
        });
        changed.get().run();
        url = home.url();
    }

    /** The one line that scripts wait for. */
    public String readyLine() {
        return "Millwright is ready: " + url + "  (admin: " + administrator.email() + " / " + administrator.password()
                + ")";
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
