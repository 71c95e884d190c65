package io.millwright.quickstart.bench;

import io.millwright.operator.ControllerSettings;
import io.millwright.operator.historian.HistorianAdministrator;
import io.millwright.quickstart.up.OperatorPart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The operator's own context from start to stop; only the database administrator is another. */
final class OperatorProcess implements AutoCloseable {

    private final StandInHistorian historian = new StandInHistorian();
    private final ConfigurableApplicationContext context;

    /** Answers when the controllers run. */
    OperatorProcess(Path kubeconfig, Duration resync) {
        context = OperatorPart.builder()
                .initializers(this::replaceHistorian)
                .properties(Map.of(
                        "millwright.operator.kubernetes.kubeconfig",
                        kubeconfig.toString(),
                        "millwright.operator.controller.resync",
                        resync.toMillis() + "ms"))
                // An installation in which a tenant has everything that its tier has.
                .properties(
                        "millwright.operator.domain=bench.test",
                        "millwright.operator.grafana.enabled=true",
                        "millwright.operator.ingress.class=bench")
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
