package io.millwright.runtime.broker;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import io.millwright.wire.ServiceTopic;
import io.millwright.wire.SparkplugKind;
import io.millwright.wire.TenantId;
import io.millwright.wire.TopicKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a tenant's runtime hears: filter by filter what it may, no more. */
final class Subscriptions {

    private static final List<TopicKind> HEARD = List.of(TopicKind.TELEMETRY, TopicKind.STATE, TopicKind.CONFIG_ACK);

    /** Retained states come once, with a new session; a session that lives on has them. */
    static Mqtt5Subscribe of(TenantId tenant) {
        Stream<Mqtt5Subscription> filters =
                HEARD.stream().map(kind -> to("mw/v1/" + tenant + "/+/+/" + String.join("/", kind.levels())));
        return Mqtt5Subscribe.builder().addSubscriptions(filters).build();
    }

    /** Takes back what was never asked for. */
    static Mqtt5Unsubscribe none(TenantId tenant) {
        return Mqtt5Unsubscribe.builder()
                .topicFilter("mw/v1/" + tenant + "/service/alive")
                .build();
    }

    /** Asked for alone: a broker that knows nothing of it refuses it, and that must cost no telemetry. */
    static Mqtt5Subscribe toRefusals(TenantId tenant) {
        return Mqtt5Subscribe.builder()
                .addSubscription(to(ServiceTopic.refusals(tenant)))
                .build();
    }

    /** Asked for alone, for the same reason. */
    static Mqtt5Subscribe toSparkplug(TenantId tenant) {
        Stream<Mqtt5Subscription> filters = Arrays.stream(SparkplugKind.values())
                .filter(kind -> kind.publisher() == TopicKind.Publisher.DEVICE)
                .map(kind -> to("spBv1.0/" + tenant + "/" + kind + (kind.ofSubDevice() ? "/+/+" : "/+")));
        return Mqtt5Subscribe.builder().addSubscriptions(filters).build();
    }

    private static Mqtt5Subscription to(String filter) {
        return Mqtt5Subscription.builder()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retainHandling(Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
                .build();
    }

    private Subscriptions() {}
}
