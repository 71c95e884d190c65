package io.millwright.operator.tier;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millwright.crd.v1alpha1.SpecDuration;

/** Retention of a tier per resolution: what a tenant gets unasked and the longest it can ask for. */
public record RetentionBounds(
        @JsonProperty(required = true) Bound raw,
        @JsonProperty(required = true) Bound minute,
        @JsonProperty(required = true) Bound hour) {

    /** @param standard what applies when the spec is silent */
    public record Bound(
            @JsonProperty(required = true) String standard,
            @JsonProperty(required = true) String longest) {
        public Bound {
            if (SpecDuration.parse(standard).compareTo(SpecDuration.parse(longest)) > 0) {
                throw new IllegalArgumentException(
                        "retention: " + standard + " is longer than the longest, " + longest);
            }
        }

        boolean allows(String asked) {
            return SpecDuration.parse(asked).compareTo(SpecDuration.parse(longest)) <= 0;
        }
    }
}
