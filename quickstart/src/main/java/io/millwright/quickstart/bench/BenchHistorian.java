package io.millwright.quickstart.bench;

import io.millwright.operator.historian.DatabaseRole;
import io.millwright.operator.historian.HistorianServer;
import io.millwright.operator.historian.TenantDatabase;
import io.millwright.quickstart.directory.FreePort;
import io.millwright.quickstart.rig.process.PostgresProcess;
import io.millwright.quickstart.rig.tenant.Certificates;
import io.millwright.quickstart.rig.tenant.HistorianAddress;
import io.millwright.quickstart.rig.tenant.TenantDirectories;
import io.millwright.runtime.historian.HistorianSchema;
import io.millwright.runtime.tenant.TenantConfiguration.Database;
import io.millwright.runtime.tenant.TenantConfiguration.Role;
import io.millwright.runtime.tenant.TenantConfiguration.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant's database made by the operator's code and migrated by the runtime's, without a broker and without a runtime. */
record BenchHistorian(
        HistorianAddress address,
        TenantDatabase database,
        @Nullable PostgresProcess postgres) implements AutoCloseable {

    private static final String TENANT = "bench";
    private static final Duration READY = Duration.ofSeconds(90);

    /** On the server that was given, in a database that is left behind; else on an embedded one. */
    static BenchHistorian start(Benchmark.Order order) throws Exception {
        TenantDirectories directories = new TenantDirectories(TENANT, new Certificates(TENANT));
        HistorianAddress address = order.ingest().historian().orElse(null);
        PostgresProcess postgres = null;
        if (address == null) {
            String password = UUID.randomUUID().toString();
            Path home = Files.createDirectories(order.directory().resolve("postgres"));
            Files.writeString(home.resolve("password"), password);
            int port = FreePort.choose();
            postgres = new PostgresProcess(home, port);
            postgres.launch();
            postgres.awaitReady(READY);
            address = new HistorianAddress("jdbc:postgresql://127.0.0.1:" + port + "/", "postgres", password);
        }
        BenchHistorian started = new BenchHistorian(address, directories.database(), postgres);
        try {
            directories.makeDatabase(address);
            started.clear();
            started.migrate();
            return started;
        } catch (IOException | SQLException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** Of what an earlier run left behind. */
    private void clear() throws SQLException {
        try (Connection owner = DriverManager.getConnection(
                        url(),
                        database.owner().name(),
                        database.owner().password().value());
                Statement statement = owner.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + HistorianSchema.NAME + " CASCADE");
        }
    }

    private void migrate() throws IOException {
        Database migrated = new Database(
                url(), database.name(), role(database.owner()), role(database.writer()), role(database.reader()));
        if (HistorianSchema.migrate(migrated) instanceof HistorianSchema.Outcome.Failed(String sentence)) {
            throw new IOException(sentence);
        }
    }

    private static Role role(DatabaseRole role) {
        return new Role(role.name(), new Secret(role.password().value()));
    }

    private String url() {
        return HistorianServer.urlOf(address.url(), database.name());
    }

    Connection writer() throws SQLException {
        return DriverManager.getConnection(
                url(), database.writer().name(), database.writer().password().value());
    }

    /** In a sentence. */
    String edition() throws SQLException {
        try (Connection connection = writer();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version'),"
                        + " coalesce(current_setting('timescaledb.license', true), '')")) {
            row.next();
            String license = row.getString(2);
            return "PostgreSQL " + row.getString(1) + (license.isEmpty() ? "" : " with TimescaleDB, edition " + license)
                    + ".";
        }
    }

    @Override
    public void close() throws Exception {
        if (postgres != null) {
            postgres.close();
        }
    }
}
