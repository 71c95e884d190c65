package io.millwright.runtime.historian;

import io.millwright.runtime.tenant.TenantConfiguration.Database;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings a tenant's database to the schema that this release needs, as its owner. Safe to repeat, to interrupt and to run
 * in several processes at once: each migration is one transaction behind a lock of the database, and a release that meets
 * a newer schema leaves it alone.
 */
public final class HistorianSchema {

    /** Where a tenant's tables are. */
    public static final String NAME = "historian";

    /** What came of it. */
    public sealed interface Outcome {

        /** @param applied how many migrations were missing */
        record Current(int applied) implements Outcome {}

        /** @param sentence without credentials */
        record Failed(String sentence) implements Outcome {}
    }

    /** Blocks: some 100 ms when there is nothing to do, and for as long as another process migrates. */
    public static Outcome migrate(Database database) {
        try {
            MigrateResult result = Flyway.configure(HistorianSchema.class.getClassLoader())
                    .dataSource(
                            database.url(),
                            database.owner().name(),
                            database.owner().password().value())
                    .jdbcProperties(Map.of(
                            "ApplicationName", "millwright-migration", "connectTimeout", "5", "socketTimeout", "120"))
                    .locations("classpath:db/historian")
                    .schemas(NAME)
                    .table("schema_history")
                    .placeholders(Map.of(
                            "writer", database.writer().name(),
                            "reader", database.reader().name()))
                    .load()
                    .migrate();
            return new Outcome.Current(result.migrationsExecuted);
        } catch (FlywayException e) {
            return new Outcome.Failed(
                    "The schema of its database could not be brought up to date" + SqlFaults.inBrackets(e) + ".");
        }
    }

    private HistorianSchema() {}
}
