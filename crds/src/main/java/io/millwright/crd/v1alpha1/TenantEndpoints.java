package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Where devices, people and programs reach a tenant. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class TenantEndpoints {

    @JsonPropertyDescription("Broker address, such as mqtts://acme.mqtt.example.com:8883.")
    private @Nullable String mqtt;

    @JsonPropertyDescription("Grafana or the portal.")
    private @Nullable String dashboards;

    @JsonPropertyDescription("The tenant in the HTTP API.")
    private @Nullable String api;

    public @Nullable String getMqtt() {
        return mqtt;
    }

    public void setMqtt(@Nullable String mqtt) {
        this.mqtt = mqtt;
    }

    public @Nullable String getDashboards() {
        return dashboards;
    }

    public void setDashboards(@Nullable String dashboards) {
        this.dashboards = dashboards;
    }

    public @Nullable String getApi() {
        return api;
    }

    public void setApi(@Nullable String api) {
        this.api = api;
    }
}
