package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What the certificates of devices look like. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class DeviceCertificate {

    @JsonPropertyDescription("Renewed at two thirds of it.")
    @Default("30d")
    @Size(max = 10)
    @ValidationRule(
            value = "self.matches(r'^([1-9][0-9]{0,5}(ms|s|m|h)|[1-9][0-9]{0,3}d)$') && duration(self.endsWith('d') ?"
                    + " string(int(self.substring(0, size(self) - 1)) * 24) + 'h' : self) >= duration('1h') &&"
                    + " duration(self.endsWith('d') ? string(int(self.substring(0, size(self) - 1)) * 24) + 'h' :"
                    + " self) <= duration('9600h')",
            message = "lifetime is a duration from 1h to 400d, such as 30d")
    private String lifetime = "30d";

    public String getLifetime() {
        return lifetime;
    }

    public void setLifetime(String lifetime) {
        this.lifetime = lifetime;
    }
}
