package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What a customer asks for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "!has(oldSelf.region) || (has(self.region) && self.region == oldSelf.region)",
        message = "region cannot change: the data of a tenant stays where it was promised to lie")
public class TenantSpec {

    @JsonPropertyDescription("The name people read.")
    @Size(min = 1, max = 100)
    @ValidationRule(
            value = "!self.matches(r'[\\p{Cc}]')",
            message = "displayName is one line of text without control characters")
    private @Nullable String displayName;

    @JsonPropertyDescription(
            "A name of the tier catalog; an unknown one is the condition UnknownTier and the last valid tier keeps"
                    + " running.")
    @Required
    @Size(min = 1, max = 63)
    private String tier = "";

    @JsonPropertyDescription("Where the data lies; it cannot change.")
    @Size(min = 1, max = 63)
    @ValidationRule(
            value = "self.matches(r'^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message = "region is lower-case letters, digits and '-', such as eu-central")
    private @Nullable String region;

    @JsonPropertyDescription("Who is invited when the tenant was born by kubectl.")
    private @Nullable Owner owner;

    @JsonPropertyDescription("Holds ingest and makes the tenant read-only; nothing is deleted.")
    @Default("false")
    private boolean suspended = false;

    @JsonPropertyDescription("Whether the data outlives the tenant.")
    @Default("Retain")
    private DeletionPolicy deletionPolicy = DeletionPolicy.RETAIN;

    @JsonPropertyDescription("Retention, within the bounds of the tier.")
    private @Nullable HistorianSettings historian;

    @JsonPropertyDescription("Limits, within the bounds of the tier; what is absent is given by the tier.")
    private @Nullable TenantLimits limits;

    @JsonPropertyDescription("Extras that are not part of the tier.")
    private @Nullable Addons addons;

    public @Nullable String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(@Nullable String displayName) {
        this.displayName = displayName;
    }

    public String getTier() {
        return tier;
    }

    public void setTier(String tier) {
        this.tier = tier;
    }

    public @Nullable String getRegion() {
        return region;
    }

    public void setRegion(@Nullable String region) {
        this.region = region;
    }

    public @Nullable Owner getOwner() {
        return owner;
    }

    public void setOwner(@Nullable Owner owner) {
        this.owner = owner;
    }

    public boolean isSuspended() {
        return suspended;
    }

    public void setSuspended(boolean suspended) {
        this.suspended = suspended;
    }

    public DeletionPolicy getDeletionPolicy() {
        return deletionPolicy;
    }

    public void setDeletionPolicy(DeletionPolicy deletionPolicy) {
        this.deletionPolicy = deletionPolicy;
    }

    public @Nullable HistorianSettings getHistorian() {
        return historian;
    }

    public void setHistorian(@Nullable HistorianSettings historian) {
        this.historian = historian;
    }

    public @Nullable TenantLimits getLimits() {
        return limits;
    }

    public void setLimits(@Nullable TenantLimits limits) {
        this.limits = limits;
    }

    public @Nullable Addons getAddons() {
        return addons;
    }

    public void setAddons(@Nullable Addons addons) {
        this.addons = addons;
    }
}
