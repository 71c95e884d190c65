package io.millwright.runtime.tenant;

import io.millwright.wire.TenantId;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything a runtime knows about one tenant; valid when it exists.
 *
 * @param administration of a broker that asks this runtime and is administered over HTTPS; null for one with our extension
 */
public record TenantConfiguration(
        TenantId tenant,
        String incarnation,
        String tier,
        boolean suspended,
        Database database,
        URI broker,
        @Nullable Administration administration,
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

    /** Where a broker's REST API is, and the key for it. */
    public record Administration(URI url, String key, Secret secret) {}

    /**
     * What it may use at most.
     *
     * @param all over all devices
     * @param each of one device
     */
    public record Limits(int devices, int storageGi, Quota all, Quota each) {

        public long messagesPerSecond() {
            return all.messagesPerSecond();
        }
    }

    /** What may come and be kept, rates as means; zero means none, not no limit. */
    public record Quota(long messagesPerSecond, long pointsPerSecond, long bytesPerSecond, long series) {}

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
