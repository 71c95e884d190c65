package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;

/** Devices of one kind at one site: what they read and how they enroll. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "!has(self.tags) || self.tags.all(t, has(self.connections) && self.connections.exists(c, c.name =="
                + " t.connection))",
        message = "every tag names one of the connections of its fleet")
public class DeviceFleetSpec {

    @JsonPropertyDescription("A Site of the same namespace; it cannot change.")
    @Required
    @Size(min = 1, max = 40)
    @ValidationRule(
            value = "self.matches(r'^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message = "siteRef is the name of a Site in the same namespace")
    @ValidationRule(
            value = "self == oldSelf",
            message = "siteRef cannot change: certificates and topics carry the site; make another fleet and move the"
                    + " devices")
    private String siteRef = "";

    @JsonPropertyDescription("How an agent reaches its machines.")
    @Size(max = 32)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<Connection> connections = new ArrayList<>();

    @JsonPropertyDescription("What is read.")
    @Size(max = 1000)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<Tag> tags = new ArrayList<>();

    @JsonPropertyDescription("How devices get in.")
    @Default("{}")
    private Enrollment enrollment = new Enrollment();

    @JsonPropertyDescription("What the certificates of devices look like.")
    @Default("{}")
    private DeviceCertificate certificate = new DeviceCertificate();

    @JsonPropertyDescription("How a new configuration reaches the devices.")
    @Default("{}")
    private Rollout rollout = new Rollout();

    public String getSiteRef() {
        return siteRef;
    }

    public void setSiteRef(String siteRef) {
        this.siteRef = siteRef;
    }

    public List<Connection> getConnections() {
        return connections;
    }

    public void setConnections(List<Connection> connections) {
        this.connections = connections;
    }

    public List<Tag> getTags() {
        return tags;
    }

    public void setTags(List<Tag> tags) {
        this.tags = tags;
    }

    public Enrollment getEnrollment() {
        return enrollment;
    }

    public void setEnrollment(Enrollment enrollment) {
        this.enrollment = enrollment;
    }

    public DeviceCertificate getCertificate() {
        return certificate;
    }

    public void setCertificate(DeviceCertificate certificate) {
        this.certificate = certificate;
    }

    public Rollout getRollout() {
        return rollout;
    }

    public void setRollout(Rollout rollout) {
        this.rollout = rollout;
    }
}
