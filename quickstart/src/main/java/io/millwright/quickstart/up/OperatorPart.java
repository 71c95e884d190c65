package io.millwright.quickstart.up;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.operator.OperatorApplication;
import io.millwright.quickstart.postgres.LocalPostgres;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The operator as it runs everywhere, with the laptop's configuration. */
public final class OperatorPart implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private OperatorPart(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Answers when the operator's controllers run. */
    public static OperatorPart start(Path kubeconfig, LocalPostgres postgres) {
        return new OperatorPart(
                builder().properties(settings(kubeconfig, postgres)).run());
    }

    /**
     * The operator inside a JVM that runs more than it. Spring Boot would configure what lies on the class path for the
     * control plane, such as its database; the operator alone needs nothing of that but a place for its meters.
     */
    public static SpringApplicationBuilder builder() {
        return OperatorApplication.builder()
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .initializers(starting -> ((GenericApplicationContext) starting)
                        .registerBean(MeterRegistry.class, () -> new SimpleMeterRegistry()))
                .properties(Map.of(
                        // One machine: another broker and runtime on it would make no more room.
                        "millwright.operator.pool.shards", "1",
                        "spring.boot.enableautoconfiguration", "false",
                        "millwright.operator.broker.additional-names", "localhost,127.0.0.1",
                        "millwright.operator.runtime.additional-names", "localhost,127.0.0.1",
                        "millwright.operator.enrollment.names", "localhost,127.0.0.1",
                        "millwright.operator.dashboards.engine", "none",
                        "spring.main.log-startup-info", "false",
                        "spring.jmx.enabled", "false"));
    }

    private static Map<String, Object> settings(Path kubeconfig, LocalPostgres postgres) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("millwright.operator.kubernetes.kubeconfig", kubeconfig.toString());
        settings.put("millwright.operator.historian.pooled.url", postgres.url());
        settings.put("millwright.operator.historian.pooled.username", postgres.username());
        settings.put("millwright.operator.historian.pooled.password", postgres.password());
        settings.put("millwright.operator.historian.own.url", postgres.url());
        return settings;
    }

    @Override
    public void close() {
        context.close();
    }
}
