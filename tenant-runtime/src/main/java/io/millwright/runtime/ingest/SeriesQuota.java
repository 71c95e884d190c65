package io.millwright.runtime.ingest;

import java.util.function.LongSupplier;

/** How many series a device, and all devices of its tenant together, may have; may change at any time. */
record SeriesQuota(LongSupplier ofDevice, LongSupplier ofTenant) {

    static final SeriesQuota NONE = new SeriesQuota(() -> Long.MAX_VALUE, () -> Long.MAX_VALUE);

    /** What the quotas are now. */
    record Now(long ofDevice, long ofTenant) {

        boolean unlimited() {
            return ofDevice == Long.MAX_VALUE && ofTenant == Long.MAX_VALUE;
        }
    }

    Now now() {
        return new Now(ofDevice.getAsLong(), ofTenant.getAsLong());
    }
}
