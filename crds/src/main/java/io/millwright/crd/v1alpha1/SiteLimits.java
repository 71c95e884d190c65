package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What the devices of a site may use at most; the limits of the tenant hold as well. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class SiteLimits {

    @JsonPropertyDescription("Devices with a valid certificate.")
    @Min(0)
    @Max(1000000)
    private @Nullable Integer devices;

    @JsonPropertyDescription("Messages per second over all devices of the site.")
    @Min(0)
    @Max(1000000)
    private @Nullable Integer messagesPerSecond;

    public @Nullable Integer getDevices() {
        return devices;
    }

    public void setDevices(@Nullable Integer devices) {
        this.devices = devices;
    }

    public @Nullable Integer getMessagesPerSecond() {
        return messagesPerSecond;
    }

    public void setMessagesPerSecond(@Nullable Integer messagesPerSecond) {
        this.messagesPerSecond = messagesPerSecond;
    }
}
