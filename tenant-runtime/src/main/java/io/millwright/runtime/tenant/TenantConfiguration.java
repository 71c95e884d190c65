package io.millwright.runtime.tenant;

import io.millwright.wire.TenantId;
import java.net.URI;
import java.time.Duration;

/** Everything a runtime knows about one tenant; valid when it exists. */
public record TenantConfiguration(
        TenantId tenant,
        String incarnation,
        String tier,
        boolean suspended,
        Database database,
        URI broker,
        ServiceIdentity identity,
        Limits limits,
        Retention retention) {

    /**
     * The database; the address contains its name.
     *
     * @param owner migrates
     * @param writer stores
     * @param reader only reads, for a bounded time per statement
     */
    public record Database(String url, String name, Role owner, Role writer, Role reader) {}

    /** A role that logs in. */
    public record Role(String name, Secret password) {}

    /** Zero messages per second means none, not no limit. */
    public record Limits(int devices, int messagesPerSecond, int storageGi) {}

    /** How long points are kept, by resolution. */
    public record Retention(Duration raw, Duration minute, Duration hour) {}

    /** A value that does not print itself. */
    public record Secret(String value) {
        @Override
        public String toString() {
            return "Secret[hidden]";
        }
    }
}
