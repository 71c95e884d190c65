package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Bounds of a value. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(value = "!has(self.min) || !has(self.max) || self.min <= self.max", message = "min is not above max")
public class Clamp {

    @JsonPropertyDescription("Lower bound.")
    private @Nullable Double min;

    @JsonPropertyDescription("Upper bound.")
    private @Nullable Double max;

    public @Nullable Double getMin() {
        return min;
    }

    public void setMin(@Nullable Double min) {
        this.min = min;
    }

    public @Nullable Double getMax() {
        return max;
    }

    public void setMax(@Nullable Double max) {
        this.max = max;
    }
}
