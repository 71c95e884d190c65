package io.millwright.operator.tier;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a tenant may use at most; a tier's limits are the largest a tenant of it can ask for. */
public record Limits(
        @JsonProperty(required = true) int devices,
        @JsonProperty(required = true) int messagesPerSecond,
        @JsonProperty(required = true) int storageGi) {

    public Limits {
        if (devices < 0 || messagesPerSecond < 0 || storageGi < 1) {
            throw new IllegalArgumentException("limits are never negative and storage is at least 1 Gi");
        }
    }
}
