package io.millwright.operator.tier;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How long each resolution is kept, as a spec writes it, such as 30d. */
public record RetentionPeriods(
        @JsonProperty(required = true) String raw,
        @JsonProperty(required = true) String minute,
        @JsonProperty(required = true) String hour) {}
