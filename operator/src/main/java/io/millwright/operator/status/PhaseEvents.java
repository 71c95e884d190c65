package io.millwright.operator.status;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millwright.crd.v1alpha1.Tenant;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kubernetes Events about a Tenant, as {@code kubectl describe} shows them. They are a courtesy: one that cannot be written is logged and forgotten. */
public final class PhaseEvents {

    private static final Logger LOG = LoggerFactory.getLogger(PhaseEvents.class);

    /** Where events about cluster-scoped objects lie. */
    private static final String NAMESPACE = "default";

    private final Clock clock;

    public PhaseEvents(Clock clock) {
        this.clock = clock;
    }

    /** @param reason one CamelCase word, such as the new phase */
    public void tell(KubernetesClient client, Tenant tenant, boolean warning, String reason, String message) {
        String name = tenant.getMetadata().getName();
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Event event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name + "." + Long.toHexString(clock.millis()) + "." + Integer.toHexString(reason.hashCode()))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(tenant.getApiVersion())
                .withKind(tenant.getKind())
                .withName(name)
                .withUid(tenant.getMetadata().getUid())
                .endInvolvedObject()
                .withType(warning ? "Warning" : "Normal")
                .withReason(reason)
                .withMessage(message)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent("millwright-operator")
                .endSource()
                .build();
        try {
            client.v1().events().inNamespace(NAMESPACE).resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.atInfo()
                    .addKeyValue("tenant", name)
                    .addKeyValue("reason", reason)
                    .log("The event could not be written: {}", e.getMessage());
        }
    }
}
