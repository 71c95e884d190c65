package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Usage at a glance, on change and at most once a minute; the ledger holds the truth. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class TenantUsage {

    @JsonPropertyDescription("Enrolled devices.")
    private @Nullable Integer devices;

    @JsonPropertyDescription("Messages stored since midnight UTC.")
    private @Nullable Long messagesToday;

    @JsonPropertyDescription("Amount with its currency, such as EUR 41.20.")
    private @Nullable String billToDate;

    @JsonPropertyDescription("RFC 3339 instant of these figures.")
    private @Nullable String asOf;

    public @Nullable Integer getDevices() {
        return devices;
    }

    public void setDevices(@Nullable Integer devices) {
        this.devices = devices;
    }

    public @Nullable Long getMessagesToday() {
        return messagesToday;
    }

    public void setMessagesToday(@Nullable Long messagesToday) {
        this.messagesToday = messagesToday;
    }

    public @Nullable String getBillToDate() {
        return billToDate;
    }

    public void setBillToDate(@Nullable String billToDate) {
        this.billToDate = billToDate;
    }

    public @Nullable String getAsOf() {
        return asOf;
    }

    public void setAsOf(@Nullable String asOf) {
        this.asOf = asOf;
    }
}
