package io.millwright.runtime.broker;

import io.millwright.wire.DeviceTopic;

/** Takes what a tenant's devices publish. Called by the thread of the connection: returns at once. */
@FunctionalInterface
public interface Inbound {

    /** @param acknowledge to be run once, when the message is settled; without it the broker sends the message again */
    void take(DeviceTopic topic, byte[] payload, Runnable acknowledge);
}
