package io.millwright.brokerextension;

import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.interceptor.subscribe.SubscribeInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.subscribe.parameter.SubscribeInboundInput;
import com.hivemq.extension.sdk.api.interceptor.subscribe.parameter.SubscribeInboundOutput;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import com.hivemq.extension.sdk.api.packets.subscribe.ModifiableSubscription;
import io.millwright.wire.BrokerRights;
import io.millwright.wire.Decision;
import io.millwright.wire.Denial;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.ServiceTopic;
import io.millwright.wire.SparkplugTopic;
import io.millwright.wire.TopicKind;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at everything one connected client publishes and subscribes, to count it and to refuse what its certificate does
 * not cover. HiveMQ's default permissions were set from the same rules and refuse a second time; they alone could
 * neither count nor see a response topic, they ignore a trailing slash, and they take {@code #} for one level where a
 * permission ends in {@code +}.
 *
 * <p>Hot path: a client that stays on one topic, as devices do, costs one comparison of strings and three adders per
 * publish and no allocation here; each other publish is decided anew.
 */
final class ClientGuard implements PublishInboundInterceptor, SubscribeInboundInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ClientGuard.class);
    /**
     * What is refused is sent here, where no permission reaches: HiveMQ then answers "not authorized" in the packet's own
     * PUBACK or place of the SUBACK, and for a publish ends the connection after that. Interceptors can do no such thing.
     */
    private static final String NOBODYS_TOPIC = "refused";

    private final Session session;
    private final TenantTally tally;
    private final RefusalReports reports;
    private final BrokerControl control;
    private volatile @Nullable Allowed last;

    /** A publish that was decided once. */
    private record Allowed(String topic, int qos, boolean retain, boolean telemetry, boolean denial) {

        boolean is(PublishPacket publish) {
            return qos == publish.getQos().getQosNumber()
                    && retain == publish.getRetain()
                    && topic.equals(publish.getTopic());
        }
    }

    /** @param control of the broker that the client is connected to, for the one service that may shut others out */
    ClientGuard(Session session, TenantTally tally, RefusalReports reports, BrokerControl control) {
        this.session = session;
        this.tally = tally;
        this.reports = reports;
        this.control = control;
    }

    @Override
    public void onInboundPublish(PublishInboundInput input, PublishInboundOutput output) {
        PublishPacket publish = input.getPublishPacket();
        Allowed known = last;
        if (known == null || !known.is(publish)) {
            Decision decision = session.client()
                    .rights()
                    .publish(publish.getTopic(), publish.getQos().getQosNumber(), publish.getRetain());
            if (decision instanceof Decision.Denied(Denial reason)) {
                refuse(reason, publish, output);
                return;
            }
            known = new Allowed(
                    publish.getTopic(),
                    publish.getQos().getQosNumber(),
                    publish.getRetain(),
                    isTelemetry(publish.getTopic()),
                    publish.getTopic().equals(ServiceTopic.deny(session.client().tenant())));
            last = known;
        }
        if (!mayHearAnswers(session.client().rights(), publish)) {
            refuse(Refusal.RESPONSE_TOPIC, publish, output);
            return;
        }
        tally.accepted(publish.getPayload().map(ByteBuffer::remaining).orElse(0), known.telemetry());
        if (known.denial()) {
            tally.consumed();
            DenialRequest.handle(session.client().tenant(), publish.getPayload(), control, output);
        }
    }

    /** Whoever answers would speak on the response topic: it must be one that the asker could listen to. */
    static boolean mayHearAnswers(BrokerRights rights, PublishPacket publish) {
        Optional<String> responseTopic = publish.getResponseTopic();
        return responseTopic.isEmpty()
                || rights.subscribe(responseTopic.get(), 0).allowed();
    }

    private void refuse(Enum<?> reason, PublishPacket publish, PublishInboundOutput output) {
        tally.messageRefused(reason);
        tell(reason, publish.getTopic());
        output.getPublishPacket().setTopic(NOBODYS_TOPIC);
    }

    @Override
    public void onInboundSubscribe(SubscribeInboundInput input, SubscribeInboundOutput output) {
        for (ModifiableSubscription subscription : output.getSubscribePacket().getSubscriptions()) {
            Decision decision = session.client()
                    .rights()
                    .subscribe(
                            subscription.getTopicFilter(), subscription.getQos().getQosNumber());
            if (decision instanceof Decision.Denied(Denial reason)) {
                tally.refused(reason);
                tell(reason, subscription.getTopicFilter());
                subscription.setTopicFilter(NOBODYS_TOPIC);
            }
        }
    }

    private static boolean isTelemetry(String topic) {
        return DeviceTopic.parse(topic)
                        .filter(parsed -> parsed.kind() == TopicKind.TELEMETRY)
                        .isPresent()
                || SparkplugTopic.parse(topic)
                        .filter(parsed -> parsed.kind().measures())
                        .isPresent();
    }

    private void tell(Enum<?> reason, String topic) {
        reports.refused(session.client().tenant(), session.client().identity(), reason, Optional.of(topic));
        LOG.info(
                "Refused: tenant={} identity={} reason={} topic={}",
                session.client().tenant(),
                session.client().identity().urn(),
                reason,
                LogText.of(topic));
    }
}
