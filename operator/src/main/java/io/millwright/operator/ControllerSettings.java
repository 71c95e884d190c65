package io.millwright.operator;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often and how hard the controllers work.
 *
 * @param resync every resource is looked at again at least this often, which is what finds drift that no event tells (database roles)
 * @param threads reconciliations at the same time; each may hold one API call or one database connection
 * @param retryInitial first pause after a failure
 * @param retryMaximum longest pause between two tries; a failing tenant is never given up
 * @param leaderElection false where exactly one operator can exist, such as on a laptop
 * @param leaseNamespace where the leader's lease lies
 * @param leaseDuration after this long without a sign of the leader another operator acts; the leader gives up before
 */
@ConfigurationProperties("millwright.operator.controller")
public record ControllerSettings(
        @DefaultValue("5m") Duration resync,
        @DefaultValue("16") int threads,
        @DefaultValue("1s") Duration retryInitial,
        @DefaultValue("2m") Duration retryMaximum,
        @DefaultValue("false") boolean leaderElection,
        @DefaultValue("millwright-system") String leaseNamespace,
        @DefaultValue("15s") Duration leaseDuration) {

    public ControllerSettings {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "millwright.operator.controller.threads must be at least 1, not " + threads);
        }
        if (retryInitial.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "millwright.operator.controller.retry-initial below 1s would be a hot loop");
        }
    }
}
