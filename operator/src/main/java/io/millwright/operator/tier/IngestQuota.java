package io.millwright.operator.tier;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a tenant's devices may send and have beside {@link Limits}: rates as means, over all devices and of each. */
public record IngestQuota(
        @JsonProperty(required = true) long pointsPerSecond,
        @JsonProperty(required = true) long bytesPerSecond,
        @JsonProperty(required = true) long series,
        @JsonProperty(required = true) OfDevice device) {

    public IngestQuota {
        if (pointsPerSecond < 0 || bytesPerSecond < 0 || series < 0) {
            throw new IllegalArgumentException("ingest: quotas are never negative");
        }
    }

    /** Of one device. */
    public record OfDevice(
            @JsonProperty(required = true) long messagesPerSecond,
            @JsonProperty(required = true) long pointsPerSecond,
            @JsonProperty(required = true) long bytesPerSecond,
            @JsonProperty(required = true) long series) {

        public OfDevice {
            if (messagesPerSecond < 0 || pointsPerSecond < 0 || bytesPerSecond < 0 || series < 0) {
                throw new IllegalArgumentException("ingest: a device's quotas are never negative");
            }
        }
    }
}
