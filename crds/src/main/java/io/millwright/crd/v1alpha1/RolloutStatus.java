package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How far a configuration is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RolloutStatus {

    @JsonPropertyDescription("Percent of the step that runs.")
    private @Nullable Integer step;

    @JsonPropertyDescription("Devices that acknowledged it.")
    private @Nullable Integer updated;

    @JsonPropertyDescription("Devices that refused it.")
    private @Nullable Integer failed;

    public @Nullable Integer getStep() {
        return step;
    }

    public void setStep(@Nullable Integer step) {
        this.step = step;
    }

    public @Nullable Integer getUpdated() {
        return updated;
    }

    public void setUpdated(@Nullable Integer updated) {
        this.updated = updated;
    }

    public @Nullable Integer getFailed() {
        return failed;
    }

    public void setFailed(@Nullable Integer failed) {
        this.failed = failed;
    }
}
