package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a fleet. enrolled, connected, pendingApproval and rollout belong to the control plane. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class DeviceFleetStatus {

    @JsonPropertyDescription("The generation that this status is about.")
    private @Nullable Long observedGeneration;

    @JsonPropertyDescription("SHA-256 of the rendered configuration.")
    private @Nullable String configuration;

    @JsonPropertyDescription("Devices with a valid certificate.")
    private @Nullable Integer enrolled;

    @JsonPropertyDescription("Devices that are online.")
    private @Nullable Integer connected;

    @JsonPropertyDescription("Devices that wait for a person.")
    private @Nullable Integer pendingApproval;

    @JsonPropertyDescription("How far the configuration is.")
    private @Nullable RolloutStatus rollout;

    @JsonPropertyDescription("Kubernetes conditions; Ready is always among them.")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<Condition> conditions = new ArrayList<>();

    public @Nullable Long getObservedGeneration() {
        return observedGeneration;
    }

    public void setObservedGeneration(@Nullable Long observedGeneration) {
        this.observedGeneration = observedGeneration;
    }

    public @Nullable String getConfiguration() {
        return configuration;
    }

    public void setConfiguration(@Nullable String configuration) {
        this.configuration = configuration;
    }

    public @Nullable Integer getEnrolled() {
        return enrolled;
    }

    public void setEnrolled(@Nullable Integer enrolled) {
        this.enrolled = enrolled;
    }

    public @Nullable Integer getConnected() {
        return connected;
    }

    public void setConnected(@Nullable Integer connected) {
        this.connected = connected;
    }

    public @Nullable Integer getPendingApproval() {
        return pendingApproval;
    }

    public void setPendingApproval(@Nullable Integer pendingApproval) {
        this.pendingApproval = pendingApproval;
    }

    public @Nullable RolloutStatus getRollout() {
        return rollout;
    }

    public void setRollout(@Nullable RolloutStatus rollout) {
        this.rollout = rollout;
    }

    public List<Condition> getConditions() {
        return conditions;
    }

    public void setConditions(List<Condition> conditions) {
        this.conditions = conditions;
    }
}
