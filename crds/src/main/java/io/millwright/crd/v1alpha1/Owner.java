package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Who answers for a tenant. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Owner {

    @JsonPropertyDescription("An address that can be invited.")
    @Required
    @Size(min = 3, max = 254)
    @ValidationRule(
            value = "self.matches(r'^[^@\\s\\p{Cc}]+@[^@\\s\\p{Cc}.]+([.][^@\\s\\p{Cc}.]+)+$')",
            message = "email is an address such as boss@acme.example")
    private String email = "";

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }
}
