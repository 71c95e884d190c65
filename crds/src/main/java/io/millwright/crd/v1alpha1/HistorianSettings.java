package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What a tenant may choose about its historian. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class HistorianSettings {

    @JsonPropertyDescription("How long each resolution is kept.")
    private @Nullable Retention retention;

    public @Nullable Retention getRetention() {
        return retention;
    }

    public void setRetention(@Nullable Retention retention) {
        this.retention = retention;
    }
}
