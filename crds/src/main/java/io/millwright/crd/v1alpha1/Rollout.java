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

/** How a new configuration reaches the devices. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Rollout {

    @JsonPropertyDescription("Percent of the devices after each step, ascending to 100.")
    @Default("[5, 25, 100]")
    @Size(min = 1, max = 10)
    @ValidationRule(
            value = "self.all(s, s >= 1 && s <= 100) && [1, 2, 3, 4, 5, 6, 7, 8, 9].all(i, i >= size(self) || self[i -"
                    + " 1] < self[i]) && self[size(self) - 1] == 100",
            message = "steps are percentages from 1 to 100, each above the one before, and the last is 100")
    private List<Integer> steps = new ArrayList<>(List.of(5, 25, 100));

    @JsonPropertyDescription("More failing devices than this pause the roll-out.")
    @Default("2")
    @Min(0)
    @Max(100)
    private Integer pauseAboveErrorPercent = 2;

    public List<Integer> getSteps() {
        return steps;
    }

    public void setSteps(List<Integer> steps) {
        this.steps = steps;
    }

    public Integer getPauseAboveErrorPercent() {
        return pauseAboveErrorPercent;
    }

    public void setPauseAboveErrorPercent(Integer pauseAboveErrorPercent) {
        this.pauseAboveErrorPercent = pauseAboveErrorPercent;
    }
}
