package io.millwright.quickstart.up;

import io.millwright.controlplane.ControlPlaneApplication;
import io.millwright.controlplane.runtime.RuntimeLocator;
import io.millwright.quickstart.directory.Administrator;
import io.millwright.quickstart.postgres.LocalDatabase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The control plane as it runs everywhere, with the laptop's configuration: its API on the port that people open, the
 * enrollment origin beside it, and one thing from here that a cluster has otherwise: where runtimes are. The portal comes
 * with its jar.
 */
final class ControlPlanePart implements AutoCloseable {

    /**
     * @param port of the API and the portal
     * @param enrollmentPort of the HTTPS origin for devices
     * @param outbox where mail is laid instead of being sent
     */
    record Setup(
            int port,
            int enrollmentPort,
            Path kubeconfig,
            LocalDatabase database,
            Administrator administrator,
            RuntimeLocator runtimes,
            Path outbox) {

        /** The address people open. */
        String portal() {
            return "http://127.0.0.1:" + port;
        }

        /** The address devices enroll at. */
        String enrollment() {
            return "https://127.0.0.1:" + enrollmentPort;
        }
    }

    private final ConfigurableApplicationContext context;

    private ControlPlanePart(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Answers when the API serves. */
    static ControlPlanePart start(Setup setup) {
        return new ControlPlanePart(ControlPlaneApplication.builder()
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .initializers(starting -> contribute((GenericApplicationContext) starting, setup))
                .properties(settings(setup))
                .run());
    }

    private static void contribute(GenericApplicationContext starting, Setup setup) {
        starting.registerBean(RuntimeLocator.class, setup::runtimes);
    }

    private static Map<String, Object> settings(Setup setup) {
        String prefix = "millwright.control-plane.";
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(prefix + "api.port", setup.port());
        settings.put(prefix + "api.address", "127.0.0.1");
        settings.put(prefix + "enrollment.port", setup.enrollmentPort());
        settings.put(prefix + "enrollment.address", "127.0.0.1");
        settings.put(prefix + "enrollment.public-origin", setup.enrollment());
        settings.put(prefix + "kubernetes.kubeconfig", setup.kubeconfig().toString());
        settings.put(prefix + "database.url", setup.database().url());
        settings.put(prefix + "database.username", setup.database().username());
        settings.put(prefix + "database.password", setup.database().password());
        settings.put(prefix + "admin.api-key-sha256", setup.administrator().apiKeySha256());
        settings.put(prefix + "admin.email", setup.administrator().email());
        settings.put(prefix + "admin.password", setup.administrator().password());
        settings.put(prefix + "mail.outbox", setup.outbox().toString());
        settings.put("spring.main.log-startup-info", "false");
        settings.put("spring.jmx.enabled", "false");
        return settings;
    }

    @Override
    public void close() {
        context.close();
    }
}
