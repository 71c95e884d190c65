package io.millwright.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.millwright.operator.leadership.Leadership;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

class OperatorLifecycleTest {

    @Test
    void a_stopped_operator_leaves_no_thread_that_holds_on_to_its_caches() {
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(Config.empty()).build()) {
            Operator operator = new Operator(
                    overrider -> overrider.withKubernetesClient(client).withCloseClientOnStop(false));
            ScheduledExecutorService looks = operator.getConfigurationService()
                    .getExecutorServiceManager()
                    .scheduledExecutorService();

            new OperatorLifecycle(operator, false, new Leadership(() -> {})).stop();

            assertThat(looks.isShutdown()).isTrue();
        }
    }
}
