package io.millwright.operator.site;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millwright.operator.status.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells {@code kubectl describe} that a verdict changed. */
public final class VerdictEvent {

    private static final Logger LOG = LoggerFactory.getLogger(VerdictEvent.class);

    /** An event is a courtesy: when it cannot be written, the condition still says it, and nothing is retried. */
    public static void publish(KubernetesClient client, HasMetadata about, Verdict verdict, Clock clock) {
        try {
            client.resource(of(about, verdict, clock)).create();
        } catch (KubernetesClientException e) {
            LOG.atInfo()
                    .addKeyValue("namespace", about.getMetadata().getNamespace())
                    .addKeyValue("name", about.getMetadata().getName())
                    .addKeyValue("reason", verdict.reason())
                    .addKeyValue("code", e.getCode())
                    .log("event not written");
        }
    }

    static Event of(HasMetadata about, Verdict verdict, Clock clock) {
        Instant now = clock.instant();
        String seconds = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName() + "." + Long.toHexString(now.toEpochMilli()))
                .endMetadata()
                .withInvolvedObject(new ObjectReferenceBuilder()
                        .withApiVersion(about.getApiVersion())
                        .withKind(about.getKind())
                        .withNamespace(about.getMetadata().getNamespace())
                        .withName(about.getMetadata().getName())
                        .withUid(about.getMetadata().getUid())
                        .withResourceVersion(about.getMetadata().getResourceVersion())
                        .build())
                .withType(verdict.isGood() ? "Normal" : "Warning")
                .withReason(verdict.reason())
                .withMessage(verdict.message())
                .withFirstTimestamp(seconds)
                .withLastTimestamp(seconds)
                .withCount(1)
                .withReportingComponent("millwright-operator")
                .withNewSource()
                .withComponent("millwright-operator")
                .endSource()
                .build();
    }

    private VerdictEvent() {}
}
