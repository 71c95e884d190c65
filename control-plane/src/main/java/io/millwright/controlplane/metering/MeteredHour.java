package io.millwright.controlplane.metering;

import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageHour;
import java.math.BigDecimal;

/** What the ledger holds of one meter in one hour, over all sources. */
public record MeteredHour(MeterKey meter, UsageHour hour, BigDecimal quantity) {}
