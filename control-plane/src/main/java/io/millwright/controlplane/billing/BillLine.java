package io.millwright.controlplane.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * A line of a bill: {@code amount} is the sum of {@code quantity * price / per} over the steps, rounded half up to whole
 * minor units once, here.
 *
 * @param number from 1
 * @param charge {@link #BASE} or a meter's key
 * @param quantity what was used, or for the base the hours that the tier ran
 * @param included how much of it costs nothing
 * @param per how much of the quantity one price buys
 * @param steps what lies above the included, in the order of the prices; the base is one step
 */
public record BillLine(
        int number,
        String tier,
        String charge,
        BigDecimal quantity,
        BigDecimal included,
        long per,
        List<LineStep> steps,
        long amount) {

    /** The charge of a plan's monthly price. */
    public static final String BASE = "base";

    public BillLine {
        steps = List.copyOf(steps);
    }

    /** @throws ArithmeticException if the amount is beyond all money */
    static long amount(List<LineStep> steps, long per) {
        BigDecimal sum = BigDecimal.ZERO;
        for (LineStep step : steps) {
            sum = sum.add(step.quantity().multiply(BigDecimal.valueOf(step.price())));
        }
        return sum.divide(BigDecimal.valueOf(per), 0, RoundingMode.HALF_UP).longValueExact();
    }
}
