package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How long raw points and their minute and hour aggregates are kept; absent means the default of the tier. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Retention {

    @JsonPropertyDescription("Points as they came.")
    @Size(max = 10)
    @ValidationRule(
            value = "self.matches(r'^([1-9][0-9]{0,5}(ms|s|m|h)|[1-9][0-9]{0,3}d)$') && duration(self.endsWith('d') ?"
                    + " string(int(self.substring(0, size(self) - 1)) * 24) + 'h' : self) >= duration('1h') &&"
                    + " duration(self.endsWith('d') ? string(int(self.substring(0, size(self) - 1)) * 24) + 'h' :"
                    + " self) <= duration('239976h')",
            message = "a retention is a duration from 1h to 9999d, such as 30d")
    private @Nullable String raw;

    @JsonPropertyDescription("Aggregates by minute.")
    @Size(max = 10)
    @ValidationRule(
            value = "self.matches(r'^([1-9][0-9]{0,5}(ms|s|m|h)|[1-9][0-9]{0,3}d)$') && duration(self.endsWith('d') ?"
                    + " string(int(self.substring(0, size(self) - 1)) * 24) + 'h' : self) >= duration('1h') &&"
                    + " duration(self.endsWith('d') ? string(int(self.substring(0, size(self) - 1)) * 24) + 'h' :"
                    + " self) <= duration('239976h')",
            message = "a retention is a duration from 1h to 9999d, such as 30d")
    private @Nullable String minute;

    @JsonPropertyDescription("Aggregates by hour.")
    @Size(max = 10)
    @ValidationRule(
            value = "self.matches(r'^([1-9][0-9]{0,5}(ms|s|m|h)|[1-9][0-9]{0,3}d)$') && duration(self.endsWith('d') ?"
                    + " string(int(self.substring(0, size(self) - 1)) * 24) + 'h' : self) >= duration('1h') &&"
                    + " duration(self.endsWith('d') ? string(int(self.substring(0, size(self) - 1)) * 24) + 'h' :"
                    + " self) <= duration('239976h')",
            message = "a retention is a duration from 1h to 9999d, such as 30d")
    private @Nullable String hour;

    public @Nullable String getRaw() {
        return raw;
    }

    public void setRaw(@Nullable String raw) {
        this.raw = raw;
    }

    public @Nullable String getMinute() {
        return minute;
    }

    public void setMinute(@Nullable String minute) {
        this.minute = minute;
    }

    public @Nullable String getHour() {
        return hour;
    }

    public void setHour(@Nullable String hour) {
        this.hour = hour;
    }
}
