package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs. The operator owns everything but usage, which belongs to the control plane. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class TenantStatus {

    @JsonPropertyDescription("The generation that this status is about.")
    private @Nullable Long observedGeneration;

    @JsonPropertyDescription("One word for people; machines read the conditions.")
    private @Nullable TenantPhase phase;

    @JsonPropertyDescription("The tier that runs, which is not always the tier that is asked for.")
    private @Nullable String tier;

    @JsonPropertyDescription("Where the parts of this tenant live.")
    private @Nullable String namespace;

    @JsonPropertyDescription("New for every creation, so that a re-used name meets nothing old.")
    private @Nullable String incarnation;

    @JsonPropertyDescription("Where to connect.")
    private @Nullable TenantEndpoints endpoints;

    @JsonPropertyDescription("Written by the control plane alone.")
    private @Nullable TenantUsage usage;

    @JsonPropertyDescription("Kubernetes conditions; Ready is always among them.")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<Condition> conditions = new ArrayList<>();

    public @Nullable Long getObservedGeneration() {
        return observedGeneration;
    }

    public void setObservedGeneration(@Nullable Long observedGeneration) {
        this.observedGeneration = observedGeneration;
    }

    public @Nullable TenantPhase getPhase() {
        return phase;
    }

    public void setPhase(@Nullable TenantPhase phase) {
        this.phase = phase;
    }

    public @Nullable String getTier() {
        return tier;
    }

    public void setTier(@Nullable String tier) {
        this.tier = tier;
    }

    public @Nullable String getNamespace() {
        return namespace;
    }

    public void setNamespace(@Nullable String namespace) {
        this.namespace = namespace;
    }

    public @Nullable String getIncarnation() {
        return incarnation;
    }

    public void setIncarnation(@Nullable String incarnation) {
        this.incarnation = incarnation;
    }

    public @Nullable TenantEndpoints getEndpoints() {
        return endpoints;
    }

    public void setEndpoints(@Nullable TenantEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    public @Nullable TenantUsage getUsage() {
        return usage;
    }

    public void setUsage(@Nullable TenantUsage usage) {
        this.usage = usage;
    }

    public List<Condition> getConditions() {
        return conditions;
    }

    public void setConditions(List<Condition> conditions) {
        this.conditions = conditions;
    }
}
