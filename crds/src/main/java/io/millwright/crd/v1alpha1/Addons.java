package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Extras of a tenant. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Addons {

    @JsonPropertyDescription("A Node-RED of the tenant's own.")
    private @Nullable NodeRed nodeRed;

    public @Nullable NodeRed getNodeRed() {
        return nodeRed;
    }

    public void setNodeRed(@Nullable NodeRed nodeRed) {
        this.nodeRed = nodeRed;
    }
}
