package io.millwright.controlplane.billing;

import java.math.BigDecimal;

/**
 * What a line bills at one price.
 *
 * @param quantity in what the meter counts
 * @param price of one unit of the line, in minor units
 */
public record LineStep(BigDecimal quantity, long price) {}
