package io.millwright.runtime.broker;

import java.util.concurrent.CompletionStage;

/** Publishes to one tenant's broker as its runtime. Thread-safe; never blocks. */
public interface BrokerConnection {

    /**
     * Publishes once. Nothing is queued while there is no connection.
     *
     * @param qos 0 or 1
     * @return complete when the broker has acknowledged (QoS 1) or the message is written (QoS 0); exceptional, with
     *     {@link NotPublishedException}, when that did not come to pass: the broker may have got it all the same
     */
    CompletionStage<Void> publish(String topic, byte[] payload, int qos, boolean retain);

    boolean connected();
}
