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
        Limits limits,
        Retention retention) {

    /** The database as its writer; the address contains the database's name. */
    public record Database(String url, String name, String writer, Secret writerPassword) {}

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
