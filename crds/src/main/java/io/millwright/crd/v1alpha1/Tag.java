package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One value of a machine: where it is read and what becomes of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Tag {

    @JsonPropertyDescription("The name of the series; unique in its fleet.")
    @Required
    @Size(min = 1, max = 100)
    @ValidationRule(
            value = "self.matches(r'^[A-Za-z_][A-Za-z0-9_.-]*$')",
            message = "a tag name starts with a letter or '_' and goes on with letters, digits, '_', '.' or '-'")
    private String name = "";

    @JsonPropertyDescription("The connection it is read from.")
    @Required
    @Size(min = 1, max = 40)
    private String connection = "";

    @JsonPropertyDescription("Address in the words of the protocol.")
    @Required
    @Size(min = 1, max = 512)
    @ValidationRule(
            value = "!self.matches(r'[\\p{Cc}]')",
            message = "address is one line of text without control characters")
    @ValidationRule(
            value = "self.matches(r'^([^$]|\\$[^${]|\\$\\{[a-z][a-z0-9-]*\\})*\\$?$')",
            message = "only ${parameter} placeholders of lower-case letters, digits and '-' are replaced")
    private String address = "";

    @JsonPropertyDescription("UCUM unit such as Cel or bar.")
    @Size(min = 1, max = 32)
    @ValidationRule(
            value = "self.matches(r'^[\\x21-\\x7e]+$')",
            message = "unit is a UCUM code such as Cel, without blanks")
    private @Nullable String unit;

    @JsonPropertyDescription("How often it is read.")
    @Default("1s")
    @Size(max = 10)
    @ValidationRule(
            value = "self.matches(r'^([1-9][0-9]{0,5}(ms|s|m|h)|[1-9][0-9]{0,3}d)$') && duration(self.endsWith('d') ?"
                    + " string(int(self.substring(0, size(self) - 1)) * 24) + 'h' : self) >= duration('10ms') &&"
                    + " duration(self.endsWith('d') ? string(int(self.substring(0, size(self) - 1)) * 24) + 'h' :"
                    + " self) <= duration('24h')",
            message = "interval is a duration from 10ms to 24h, such as 1s")
    private String interval = "1s";

    @JsonPropertyDescription("Changes that are too small to be sent.")
    private @Nullable Deadband deadband;

    @JsonPropertyDescription("The value is multiplied by this.")
    @ValidationRule(value = "self != 0.0", message = "scale is not 0: every value would become the offset")
    private @Nullable Double scale;

    @JsonPropertyDescription("This is added after scaling.")
    private @Nullable Double offset;

    @JsonPropertyDescription("Bounds after scaling; what lies outside is cut to them.")
    private @Nullable Clamp clamp;

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getConnection() {
        return connection;
    }

    public void setConnection(String connection) {
        this.connection = connection;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public @Nullable String getUnit() {
        return unit;
    }

    public void setUnit(@Nullable String unit) {
        this.unit = unit;
    }

    public String getInterval() {
        return interval;
    }

    public void setInterval(String interval) {
        this.interval = interval;
    }

    public @Nullable Deadband getDeadband() {
        return deadband;
    }

    public void setDeadband(@Nullable Deadband deadband) {
        this.deadband = deadband;
    }

    public @Nullable Double getScale() {
        return scale;
    }

    public void setScale(@Nullable Double scale) {
        this.scale = scale;
    }

    public @Nullable Double getOffset() {
        return offset;
    }

    public void setOffset(@Nullable Double offset) {
        this.offset = offset;
    }

    public @Nullable Clamp getClamp() {
        return clamp;
    }

    public void setClamp(@Nullable Clamp clamp) {
        this.clamp = clamp;
    }
}
