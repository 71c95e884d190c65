package io.millwright.quickstart.up;

import io.millwright.operator.OperatorApplication;
import io.millwright.quickstart.postgres.LocalPostgres;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** The operator as it runs everywhere, with the laptop's configuration. */
public final class OperatorPart implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private OperatorPart(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Answers when the operator's controllers run. */
    public static OperatorPart start(Path kubeconfig, LocalPostgres postgres) {
        return new OperatorPart(OperatorApplication.builder()
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .properties(settings(kubeconfig, postgres))
                .run());
    }

    private static Map<String, Object> settings(Path kubeconfig, LocalPostgres postgres) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("millwright.operator.kubernetes.kubeconfig", kubeconfig.toString());
        settings.put("millwright.operator.historian.pooled.url", postgres.url());
        settings.put("millwright.operator.historian.pooled.username", postgres.username());
        settings.put("millwright.operator.historian.pooled.password", postgres.password());
        settings.put("millwright.operator.historian.own.url", postgres.url());
        settings.put("millwright.operator.broker.additional-names", "localhost,127.0.0.1");
        settings.put("millwright.operator.runtime.additional-names", "localhost,127.0.0.1");
        settings.put("millwright.operator.enrollment.names", "localhost,127.0.0.1");
        settings.put("millwright.operator.dashboards.engine", "none");
        settings.put("spring.main.log-startup-info", "false");
        settings.put("spring.jmx.enabled", "false");
        return settings;
    }

    @Override
    public void close() {
        context.close();
    }
}
