package io.millwright.operator.historian;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The database of one tenant's one incarnation, as wanted.
 *
 * @param owner owns database and schema; migrations run as it
 * @param writer stores points, positions and usage
 * @param reader reads, for dashboards; its statements end after {@code readerStatementTimeout} unless it asks otherwise
 * @param readerTemporaryMebibytes disk that one session of the reader may use for sorting; holds only where the
 *     administrator is a superuser, since PostgreSQL lets nobody else set it
 */
public record TenantDatabase(
        String name,
        DatabaseRole owner,
        DatabaseRole writer,
        DatabaseRole reader,
        Duration readerStatementTimeout,
        int readerTemporaryMebibytes) {

    /** The schema that holds a tenant's tables. */
    public static final String SCHEMA = "historian";

    private static final int TENANT_PART = 24;

    public TenantDatabase {
        Identifier.checked(name);
        if (List.of(owner.name(), writer.name(), reader.name()).stream()
                        .distinct()
                        .count()
                != 3) {
            throw new IllegalArgumentException("owner, writer and reader are three roles");
        }
        if (readerStatementTimeout.toMillis() < 1 || readerTemporaryMebibytes < 1) {
            throw new IllegalArgumentException("a reader needs at least 1 ms and 1 MiB");
        }
    }

    /** How many connections a tier gives, and the bounds of a reader. */
    public record Bounds(
            int ownerConnections,
            int writerConnections,
            int readerConnections,
            Duration readerStatementTimeout,
            int readerTemporaryMebibytes) {}

    /** The passwords of a tenant's three roles. */
    public record Passwords(Password owner, Password writer, Password reader) {}

    /**
     * {@code <tenant, at most 24>_<incarnation, lower case>}: the incarnation is part of the name, so that a tenant
     * created anew under an old name never meets the old one's data.
     */
    public static String nameOf(String tenant, String incarnation) {
        String start = tenant.substring(0, Math.min(TENANT_PART, tenant.length()));
        return start + "_" + incarnation.toLowerCase(Locale.ROOT);
    }

    public static TenantDatabase of(String tenant, String incarnation, Passwords passwords, Bounds bounds) {
        String name = nameOf(tenant, incarnation);
        return new TenantDatabase(
                name,
                new DatabaseRole(name + "_owner", passwords.owner(), bounds.ownerConnections()),
                new DatabaseRole(name + "_writer", passwords.writer(), bounds.writerConnections()),
                new DatabaseRole(name + "_reader", passwords.reader(), bounds.readerConnections()),
                bounds.readerStatementTimeout(),
                bounds.readerTemporaryMebibytes());
    }

    List<DatabaseRole> roles() {
        return List.of(owner, writer, reader);
    }
}
