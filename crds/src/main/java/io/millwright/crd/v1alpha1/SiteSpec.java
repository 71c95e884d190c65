package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A place where machines stand. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class SiteSpec {

    @JsonPropertyDescription("The name people read.")
    @Size(min = 1, max = 100)
    @ValidationRule(
            value = "!self.matches(r'[\\p{Cc}]')",
            message = "displayName is one line of text without control characters")
    private @Nullable String displayName;

    @JsonPropertyDescription("IANA time zone for shifts and reports; stored times stay UTC.")
    @Default("UTC")
    @Size(min = 1, max = 64)
    @ValidationRule(
            value = "self.matches(r'^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$')",
            message = "timezone is an IANA name such as Europe/Berlin")
    private String timezone = "UTC";

    @JsonPropertyDescription("Where it is on the map.")
    private @Nullable Location location;

    @JsonPropertyDescription("Where it stands in the enterprise.")
    private @Nullable Hierarchy hierarchy;

    @JsonPropertyDescription("What the devices of this site may use at most.")
    private @Nullable SiteLimits limits;

    public @Nullable String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(@Nullable String displayName) {
        this.displayName = displayName;
    }

    public String getTimezone() {
        return timezone;
    }

    public void setTimezone(String timezone) {
        this.timezone = timezone;
    }

    public @Nullable Location getLocation() {
        return location;
    }

    public void setLocation(@Nullable Location location) {
        this.location = location;
    }

    public @Nullable Hierarchy getHierarchy() {
        return hierarchy;
    }

    public void setHierarchy(@Nullable Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    public @Nullable SiteLimits getLimits() {
        return limits;
    }

    public void setLimits(@Nullable SiteLimits limits) {
        this.limits = limits;
    }
}
