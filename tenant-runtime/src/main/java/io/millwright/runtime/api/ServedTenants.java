package io.millwright.runtime.api;

import io.millwright.runtime.broker.BrokerConnection;
import io.millwright.runtime.ingest.QuarantineDesk;
import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.wire.TenantId;
import java.util.Optional;

/** What this process serves at the moment it is asked. */
public interface ServedTenants {

    /** Empty if the tenant is not served here. */
    Optional<TenantConfiguration> configuration(TenantId tenant);

    /** The way to the tenant's broker; empty if the tenant is not served here. */
    Optional<BrokerConnection> broker(TenantId tenant);

    /** Where its quarantine is worked on; empty if the tenant is not served here. */
    Optional<QuarantineDesk> quarantine(TenantId tenant);
}
