package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How an agent reaches one machine. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "self.protocol == 'modbus-tcp' ? self.url.startsWith('modbus-tcp://') : self.protocol == 'opcua' ?"
                + " self.url.startsWith('opcua:tcp://') : self.protocol == 's7' ? self.url.startsWith('s7://') :"
                + " (self.url.startsWith('mqtt://') || self.url.startsWith('mqtts://'))",
        message = "the url starts with the scheme of its protocol: modbus-tcp://, opcua:tcp://, s7://, mqtt:// or"
                + " mqtts://")
@ValidationRule(
        value = "!has(self.reading) || self.reading == 'Poll' || self.protocol == 'opcua'",
        message = "only an opcua connection can be subscribed to, so leave reading out or make it Poll")
public class Connection {

    @JsonPropertyDescription("What tags call it.")
    @Required
    @Size(min = 1, max = 40)
    @ValidationRule(
            value = "self.matches(r'^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message = "a connection name is lower-case letters, digits and '-'")
    private String name = "";

    @JsonPropertyDescription("What the machine speaks.")
    @Required
    private Protocol protocol = Protocol.MODBUS_TCP;

    @JsonPropertyDescription("Address; ${parameter} comes from the device's own parameters.")
    @Required
    @Size(min = 1, max = 512)
    @ValidationRule(
            value = "self.matches(r'^([^$\\s]|\\$[^${\\s]|\\$\\{[a-z][a-z0-9-]*\\})*\\$?$')",
            message = "only ${parameter} placeholders of lower-case letters, digits and '-' are replaced, and a url"
                    + " holds no blanks")
    @ValidationRule(
            value = "!self.matches(r'://[^/?]*@') &&"
                    + " !self.matches(r'(?i)[?&][a-z-]*(password|secret|token)=([^$&]|$)')",
            message = "a url holds no user or password: give them as ${parameter} of the device")
    private String url = "";

    @JsonPropertyDescription(
            "Poll: the agent asks at each interval. Subscribe, opcua only: the machine tells what changed.")
    @Default("Poll")
    private ConnectionReading reading = ConnectionReading.POLL;

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Protocol getProtocol() {
        return protocol;
    }

    public void setProtocol(Protocol protocol) {
        this.protocol = protocol;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public ConnectionReading getReading() {
        return reading;
    }

    public void setReading(ConnectionReading reading) {
        this.reading = reading;
    }
}
