package io.millwright.runtime.broker;

import io.millwright.wire.DeviceTopic;
import io.millwright.wire.SparkplugTopic;

/** Takes what a tenant's devices publish and its broker reports. Called by the thread of the connection: returns at once. */
@FunctionalInterface
public interface Inbound {

    /** @param acknowledge to be run once, when the message is settled; without it the broker sends the message again */
    void take(DeviceTopic topic, byte[] payload, Runnable acknowledge);

    /** The same in Sparkplug B. */
    default void take(SparkplugTopic topic, byte[] payload, Runnable acknowledge) {
        acknowledge.run();
    }

    /** A report of what the broker refused, from the broker itself; acknowledged likewise. */
    default void refused(byte[] report, Runnable acknowledge) {
        acknowledge.run();
    }
}
