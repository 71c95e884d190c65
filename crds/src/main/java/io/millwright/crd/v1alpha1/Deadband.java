package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** Changes that are too small to be sent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Deadband {

    @JsonPropertyDescription("In units of the tag, after scaling.")
    @Required
    @Min(0)
    private Double absolute = 0.0;

    public Double getAbsolute() {
        return absolute;
    }

    public void setAbsolute(Double absolute) {
        this.absolute = absolute;
    }
}
