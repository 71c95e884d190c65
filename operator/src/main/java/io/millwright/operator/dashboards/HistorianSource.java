package io.millwright.operator.dashboards;

import io.millwright.operator.dashboards.grafana.DataSource;
import io.millwright.operator.plan.Credentials;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantPlan;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tenant's historian as Grafana reaches it: the role that only reads, one per tenant, whose statements end after the
 * time the role carries.
 *
 * @param address {@code host:port}
 * @param tls a mode of PostgreSQL's that Grafana knows
 */
record HistorianSource(String address, String database, Credentials reader, String tls) {

    static final String UID = "historian";
    static final String NAME = "Historian";
    static final String TYPE = "grafana-postgresql-datasource";

    /** Of the role's connections, which the runtime's own reading shares. */
    private static final int CONNECTIONS = 3;

    private static final Pattern TLS_MODE = Pattern.compile("[?&]sslmode=([a-z-]+)");
    private static final Set<String> KNOWN_MODES = Set.of("require", "verify-ca", "verify-full");

    static HistorianSource of(TenantPlan plan, DatabaseCredentials database) {
        URI server = URI.create(plan.historianUrl().substring("jdbc:".length()));
        int port = server.getPort() < 0 ? Names.HISTORIAN_PORT : server.getPort();
        return new HistorianSource(
                server.getHost() + ":" + port, database.database(), database.reader(), tls(plan.historianUrl()));
    }

    /** What everybody in the organisation may know of it. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("database", database);
        settings.put("sslmode", tls);
        settings.put("maxOpenConns", CONNECTIONS);
        settings.put("maxIdleConns", 1);
        settings.put("connMaxLifetime", 600);
        settings.put("postgresVersion", 1500);
        settings.put("timescaledb", false);
        return settings;
    }

    /** The password cannot be read again: a digest of it, which has 256 random bits, tells whether it is the present one. */
    DataSource written() {
        Map<String, Object> settings = settings();
        settings.put("millwrightPassword", Digest.of(reader.password()));
        return new DataSource(
                UID,
                NAME,
                TYPE,
                "proxy",
                address,
                reader.username(),
                true,
                settings,
                Map.of("password", reader.password()));
    }

    /** JDBC's "prefer" is none of Grafana's: without a mode that insists, there is no TLS. */
    private static String tls(String url) {
        Matcher mode = TLS_MODE.matcher(url);
        return mode.find() && KNOWN_MODES.contains(mode.group(1)) ? mode.group(1) : "disable";
    }
}
