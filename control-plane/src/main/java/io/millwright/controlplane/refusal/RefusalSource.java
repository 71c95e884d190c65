package io.millwright.controlplane.refusal;

import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeReports.RefusalPage;
import io.millwright.wire.TenantId;

/** Who is asked for what was refused: the tenant's runtime. The same cursor gives the same rows. */
@FunctionalInterface
public interface RefusalSource {

    /** @param after where the last page ended; empty from the beginning */
    RuntimeAnswer<RefusalPage> refusals(TenantId tenant, String after, int limit);
}
