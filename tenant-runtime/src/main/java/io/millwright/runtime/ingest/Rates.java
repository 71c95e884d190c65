package io.millwright.runtime.ingest;

import io.millwright.runtime.tenant.TenantConfiguration.Quota;

/** Messages, points and bytes a second of a tenant or a device. Not thread-safe. */
final class Rates {

    private final TokenBucket messages;
    private final TokenBucket points;
    private final TokenBucket bytes;

    Rates(Quota quota, long now) {
        this.messages = new TokenBucket(quota.messagesPerSecond(), now);
        this.points = new TokenBucket(quota.pointsPerSecond(), now);
        this.bytes = new TokenBucket(quota.bytesPerSecond(), now);
    }

    void fill(Quota quota, long now) {
        messages.fill(quota.messagesPerSecond(), now);
        points.fill(quota.pointsPerSecond(), now);
        bytes.fill(quota.bytesPerSecond(), now);
    }

    boolean open() {
        return messages.open() && points.open() && bytes.open();
    }

    void take(int pointsOfMessage, int bytesOfMessage) {
        messages.take(1);
        points.take(pointsOfMessage);
        bytes.take(bytesOfMessage);
    }

    boolean full() {
        return messages.full() && points.full() && bytes.full();
    }
}
