package io.millwright.operator.tier;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a spec asks of the catalog and the catalog grants, with every default filled in: what runs is derived from it.
 *
 * @param made what the catalog said of the tier's parts when this was granted; null if nobody remembers
 */
public record TierChoice(
        @JsonProperty(required = true) String tier,
        @JsonProperty(required = true) Limits limits,
        @JsonProperty(required = true) RetentionPeriods retention,
        @Nullable Shapes made) {}
