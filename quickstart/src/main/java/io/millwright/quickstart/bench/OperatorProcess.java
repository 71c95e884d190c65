package io.millwright.quickstart.bench;

import io.millwright.operator.ControllerSettings;
import io.millwright.operator.OperatorApplication;
import io.millwright.operator.historian.HistorianAdministrator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The operator's own context from start to stop; only the database administrator is another. */
final class OperatorProcess implements AutoCloseable {

    private final StandInHistorian historian = new StandInHistorian();
    private final ConfigurableApplicationContext context;

    /** Answers when the controllers run. */
    OperatorProcess(Path kubeconfig, Duration resync) {
        context = OperatorApplication.builder()
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .initializers(this::replaceHistorian)
                .properties(Map.of(
                        "millwright.operator.kubernetes.kubeconfig", kubeconfig.toString(),
                        "millwright.operator.controller.resync", resync.toMillis() + "ms",
                        "millwright.operator.broker.additional-names", "localhost,127.0.0.1",
                        "millwright.operator.dashboards.engine", "none",
                        "spring.main.log-startup-info", "false",
                        "spring.jmx.enabled", "false"))
                .run();
    }

    private void replaceHistorian(ConfigurableApplicationContext starting) {
        ((GenericApplicationContext) starting)
                .registerBean(
                        "standInHistorian",
                        HistorianAdministrator.class,
                        () -> historian,
                        definition -> definition.setPrimary(true));
    }

    StandInHistorian historian() {
        return historian;
    }

    /** Reconciliations, and with them requests, at the same time. */
    int threads() {
        return context.getBean(ControllerSettings.class).threads();
    }

    @Override
    public void close() {
        context.close();
    }
}
