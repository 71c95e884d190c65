package io.millwright.runtime.api;

import io.millwright.runtime.broker.BrokerConnection;
import io.millwright.runtime.emqx.EmqxAdmin;
import io.millwright.runtime.ingest.QuarantineDesk;
import io.millwright.runtime.query.HistorianReader;
import io.millwright.runtime.revocation.BrokerAdmin;
import io.millwright.runtime.revocation.DenyTopic;
import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.runtime.tenant.TenantConfiguration.Administration;
import io.millwright.wire.TenantId;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * What the API needs of one tenant; replaced whole when the tenant's configuration changes.
 *
 * @param broker the tenant's connection of now; empty while there is none
 * @param desk of the quarantine, of now; empty when the tenant is no longer served
 * @param room how many calls of this tenant run at once, so that one tenant's screens cannot take the process from others
 * @param exports how many files of this tenant are written at once
 */
record ApiTenant(
        TenantConfiguration configuration,
        HistorianReader reader,
        Supplier<Optional<BrokerConnection>> broker,
        Supplier<Optional<QuarantineDesk>> desk,
        RepeatedCommands commands,
        Semaphore room,
        Semaphore exports) {

    private static final int AT_ONCE = 16;

    /** A file takes as long as its reader; each of its pages takes a connection, of which there are four. */
    private static final int EXPORTS = 3;

    static Semaphore freshRoom() {
        return new Semaphore(AT_ONCE);
    }

    static Semaphore freshExports() {
        return new Semaphore(EXPORTS);
    }

    TenantId id() {
        return configuration.tenant();
    }

    /** Whether this process hears the tenant's devices; of several replicas one does. */
    boolean consumes() {
        return broker.get().filter(BrokerConnection::connected).isPresent();
    }

    /** A broker with our extension is told over the connection; one with an API of its own by whichever replica was asked. */
    BrokerAdmin administration() {
        Administration found = configuration.administration();
        return found == null
                ? new DenyTopic(id(), connection())
                : new EmqxAdmin(configuration, found, Thread.ofVirtual().name("broker-admin-", 0)::start);
    }

    QuarantineDesk quarantine() {
        return desk.get().orElseThrow(RefusedException::absent);
    }

    BrokerConnection connection() {
        return broker.get()
                .filter(BrokerConnection::connected)
                .orElseThrow(() -> new RefusedException(
                        ProblemType.UNAVAILABLE, "The tenant's broker is not connected at present."));
    }
}
