package io.millwright.brokerextension;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.client.parameter.Listener;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.admin.AdminService;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.brokerextension.home.BrokerProperties;
import io.millwright.brokerextension.home.InvalidBrokerSetup;
import io.millwright.brokerextension.home.MountedCertificates;
import io.millwright.wire.BrokerScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extension's entry: HiveMQ makes one of its own from the packaged extension; a process that embeds a broker makes one
 * and keeps it for its {@link #control}.
 *
 * <p>HiveMQ's {@code Services} and {@code Builders} are static and belong to the broker that started last. All of them
 * are taken in {@link #extensionStart}, and never again.
 */
public final class MillwrightExtension implements ExtensionMain {

    private static final Logger LOG = LoggerFactory.getLogger(MillwrightExtension.class);
    private static final String HOME = "millwright.broker.home";

    /** HiveMQ itself looks at its key stores every ten seconds. */
    private static final Duration CERTIFICATES = Duration.ofSeconds(10);

    private final @Nullable Place given;

    private volatile @Nullable Running running;
    private volatile @Nullable String failure;

    private record Running(BrokerControl control, AdminService admin) {}

    private record Place(BrokerMounts mounts, Path configurationFolder) {

        /** Where {@code BrokerHome} prepares it in a container. */
        static Place ofHome(Path hiveMqHome) {
            String configured = System.getProperty(HOME);
            Path home = configured == null ? hiveMqHome : Path.of(configured);
            return new Place(BrokerMounts.ofHome(home), hiveMqHome.resolve("conf"));
        }
    }

    /** For HiveMQ: the mounts lie in its home, or in the directory of the system property {@code millwright.broker.home}. */
    public MillwrightExtension() {
        this.given = null;
    }

    /** @param configurationFolder where HiveMQ's key stores are */
    public MillwrightExtension(BrokerMounts mounts, Path configurationFolder) {
        this.given = new Place(mounts, configurationFolder);
    }

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
        Place place = given != null
                ? given
                : Place.ofHome(input.getServerInformation().getHomeFolder().toPath());
        try {
            start(place.mounts());
            watchCertificates(place);
        } catch (InvalidBrokerSetup | IOException e) {
            LOG.error("The broker lets nobody in: {}", e.getMessage());
            failure = e.getMessage();
            output.preventExtensionStartup(String.valueOf(e.getMessage()));
        }
    }

    private void start(BrokerMounts mounts) throws IOException {
        Path directory = mounts.extensionData();
        Files.createDirectories(directory);
        BrokerProperties properties = BrokerProperties.read(mounts.properties());
        DenyList denyList = DenyList.load(directory);
        ClientOwners owners = ClientOwners.load(directory);
        BrokerScope scope =
                properties.tenant().<BrokerScope>map(BrokerScope.OneTenant::new).orElseGet(BrokerScope.Pool::new);

        ClientService clients = Services.clientService();
        Counters counters = new Counters(Services.metricRegistry());
        Permissions permissions = new Permissions(Builders.topicPermission());
        Sessions sessions = new Sessions();
        Authorities authorities = Authorities.of(mounts.authorities());
        RefusalReports reports =
                new RefusalReports(new RefusalTopic(Services.publishService(), Builders.publish()), Clock.systemUTC());
        Strangers strangers = new Strangers(scope, counters, reports);
        Admission admission = new Admission(
                scope, authorities, denyList, owners, sessions, counters, reports, strangers, permissions);
        BrokerControl control = new HiveMqControl(clients, denyList, sessions, counters);
        ClientLifecycle lifecycle =
                new ClientLifecycle(sessions, denyList, authorities, counters, reports, clients, control);
        Services.initializerRegistry().setClientInitializer(lifecycle);
        Services.eventRegistry().setClientLifecycleEventListener(client -> lifecycle);
        Services.securityRegistry().setAuthenticatorProvider(client -> admission);
        long period = AuthorityWatch.PERIOD.toMillis();
        // HiveMQ ends this with the extension.
        var _ = Services.extensionExecutorService()
                .scheduleWithFixedDelay(
                        new AuthorityWatch(authorities, sessions, clients), period, period, TimeUnit.MILLISECONDS);
        long told = RefusalReports.PERIOD.toMillis();
        var _ = Services.extensionExecutorService().scheduleWithFixedDelay(reports, told, told, TimeUnit.MILLISECONDS);
        HandshakeWatch handshakes = new HandshakeWatch(strangers);
        new ListeningChannels(clients, Services.extensionExecutorService()).whenOpen(handshakes::over);
        running = new Running(control, Services.adminService());
    }

    /** Nobody tells that a mount has changed. */
    private static void watchCertificates(Place place) throws IOException {
        Optional<MountedCertificates> certificates =
                MountedCertificates.of(place.mounts(), place.configurationFolder());
        if (certificates.isPresent()) {
            long period = CERTIFICATES.toMillis();
            var _ = Services.extensionExecutorService()
                    .scheduleWithFixedDelay(certificates.get(), period, period, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
        // Counters stay readable; HiveMQ ends the clients.
    }

    /** Why this extension did not start, as a sentence; its broker runs then, and lets nobody in. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** @throws IllegalStateException before HiveMQ has started this extension */
    public BrokerControl control() {
        return started().control();
    }

    /** The port the broker listens on, also when the operating system chose it; only after the broker's start. */
    public int port() {
        return started().admin().getServerInformation().getListener().stream()
                .mapToInt(Listener::getPort)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the broker has no listener"));
    }

    private Running started() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the broker has not started its extension");
        }
        return now;
    }
}
