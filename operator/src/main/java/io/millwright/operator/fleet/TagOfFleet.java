package io.millwright.operator.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millwright.crd.v1alpha1.Clamp;
import io.millwright.crd.v1alpha1.Deadband;
import io.millwright.crd.v1alpha1.SpecDuration;
import io.millwright.crd.v1alpha1.Tag;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One tag as an agent reads it; what the spec leaves out is left out here. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TagOfFleet(
        String name,
        String connection,
        String address,
        @Nullable String unit,
        long intervalMs,
        @Nullable DeadbandOfTag deadband,
        @Nullable BigDecimal scale,
        @Nullable BigDecimal offset,
        @Nullable ClampOfTag clamp) {

    record DeadbandOfTag(@Nullable BigDecimal absolute) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClampOfTag(@Nullable BigDecimal min, @Nullable BigDecimal max) {}

    static TagOfFleet of(Tag tag) {
        Deadband deadband = tag.getDeadband();
        Clamp clamp = tag.getClamp();
        return new TagOfFleet(
                tag.getName(),
                tag.getConnection(),
                tag.getAddress(),
                tag.getUnit(),
                SpecDuration.parse(tag.getInterval()).toMillis(),
                deadband == null ? null : new DeadbandOfTag(plain(deadband.getAbsolute())),
                plain(tag.getScale()),
                plain(tag.getOffset()),
                clamp == null ? null : new ClampOfTag(plain(clamp.getMin()), plain(clamp.getMax())));
    }

    /** One text for one number: 1.0 and 1 are the same. */
    private static @Nullable BigDecimal plain(@Nullable Double number) {
        return number == null ? null : BigDecimal.valueOf(number).stripTrailingZeros();
    }
}
