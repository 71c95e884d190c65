package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What a tenant may use at most. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class TenantLimits {

    @JsonPropertyDescription("Devices with a valid certificate.")
    @Min(0)
    @Max(1000000)
    private @Nullable Integer devices;

    @JsonPropertyDescription("Messages per second over all devices.")
    @Min(0)
    @Max(1000000)
    private @Nullable Integer messagesPerSecond;

    @JsonPropertyDescription("Size of the historian in GiB.")
    @Min(1)
    @Max(1048576)
    private @Nullable Integer storageGi;

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

    public @Nullable Integer getStorageGi() {
        return storageGi;
    }

    public void setStorageGi(@Nullable Integer storageGi) {
        this.storageGi = storageGi;
    }
}
