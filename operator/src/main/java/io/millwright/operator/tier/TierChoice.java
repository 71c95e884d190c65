package io.millwright.operator.tier;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a spec asks of the catalog and the catalog grants, with every default filled in: what runs is derived from it. */
public record TierChoice(
        @JsonProperty(required = true) String tier,
        @JsonProperty(required = true) Limits limits,
        @JsonProperty(required = true) RetentionPeriods retention) {}
