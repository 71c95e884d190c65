package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How devices get in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Enrollment {

    @JsonPropertyDescription("ClaimCode: a code is minted first. DeviceCode: the device shows one.")
    @Default("ClaimCode")
    private EnrollmentMode mode = EnrollmentMode.CLAIM_CODE;

    @JsonPropertyDescription("Beyond it devices wait for approval; absent means the limit of the tenant.")
    @Min(0)
    @Max(1000000)
    private @Nullable Integer maxDevices;

    @JsonPropertyDescription("How long a claim code may be used.")
    @Default("720h")
    @Size(max = 10)
    @ValidationRule(
            value = "self.matches(r'^([1-9][0-9]{0,5}(ms|s|m|h)|[1-9][0-9]{0,3}d)$') && duration(self.endsWith('d') ?"
                    + " string(int(self.substring(0, size(self) - 1)) * 24) + 'h' : self) >= duration('1m') &&"
                    + " duration(self.endsWith('d') ? string(int(self.substring(0, size(self) - 1)) * 24) + 'h' :"
                    + " self) <= duration('8760h')",
            message = "codeLifetime is a duration from 1m to 365d, such as 720h")
    private String codeLifetime = "720h";

    @JsonPropertyDescription("Whether a person approves each device.")
    @Default("Automatic")
    private Approval approval = Approval.AUTOMATIC;

    @JsonPropertyDescription("If not empty, other serials wait for approval.")
    @Size(max = 10000)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<String> allowedSerials = new ArrayList<>();

    public EnrollmentMode getMode() {
        return mode;
    }

    public void setMode(EnrollmentMode mode) {
        this.mode = mode;
    }

    public @Nullable Integer getMaxDevices() {
        return maxDevices;
    }

    public void setMaxDevices(@Nullable Integer maxDevices) {
        this.maxDevices = maxDevices;
    }

    public String getCodeLifetime() {
        return codeLifetime;
    }

    public void setCodeLifetime(String codeLifetime) {
        this.codeLifetime = codeLifetime;
    }

    public Approval getApproval() {
        return approval;
    }

    public void setApproval(Approval approval) {
        this.approval = approval;
    }

    public List<String> getAllowedSerials() {
        return allowedSerials;
    }

    public void setAllowedSerials(List<String> allowedSerials) {
        this.allowedSerials = allowedSerials;
    }
}
