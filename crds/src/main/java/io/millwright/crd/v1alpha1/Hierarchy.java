package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** ISA-95 levels above the site. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Hierarchy {

    @JsonPropertyDescription("Enterprise.")
    @Size(min = 1, max = 100)
    @ValidationRule(
            value = "!self.matches(r'[\\p{Cc}]')",
            message = "enterprise is one line of text without control characters")
    private @Nullable String enterprise;

    @JsonPropertyDescription("Area.")
    @Size(min = 1, max = 100)
    @ValidationRule(
            value = "!self.matches(r'[\\p{Cc}]')",
            message = "area is one line of text without control characters")
    private @Nullable String area;

    public @Nullable String getEnterprise() {
        return enterprise;
    }

    public void setEnterprise(@Nullable String enterprise) {
        this.enterprise = enterprise;
    }

    public @Nullable String getArea() {
        return area;
    }

    public void setArea(@Nullable String area) {
        this.area = area;
    }
}
