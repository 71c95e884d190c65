package io.millwright.runtime.historian;

import com.zaxxer.hikari.HikariConfig;
import io.millwright.runtime.tenant.TenantConfiguration;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the pools of one tenant's roles have in common. None keeps a connection while idle or has a thread of its own:
 * housekeeping of all pools shares one scheduler, and threads that connect are virtual. That is what lets one process hold
 * 200 tenants.
 */
public final class TenantPool {

    /** For a connection, and for the probe's answer. */
    static final Duration CONNECT = Duration.ofSeconds(2);

    /** The shortest that the pool keeps: a busy tenant re-uses its connections, an idle one returns to none. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /**
     * A configuration to be completed.
     *
     * @param purpose the pool's name begins with it
     * @param largest how many connections there are at most
     * @param socket how long the server may be silent in an answer
     * @param session options of every session, whatever the server's defaults are
     */
    public static HikariConfig of(
            TenantConfiguration tenant,
            String purpose,
            TenantConfiguration.Role role,
            int largest,
            Duration socket,
            String session,
            ScheduledExecutorService housekeeping) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(purpose + "-" + tenant.tenant().value());
        config.setJdbcUrl(tenant.database().url());
        config.setUsername(role.name());
        config.setPassword(role.password().value());
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(largest);
        config.setIdleTimeout(IDLE.toMillis());
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setValidationTimeout(CONNECT.toMillis() / 2);
        config.setInitializationFailTimeout(-1);
        config.setScheduledExecutor(housekeeping);
        config.setThreadFactory(Thread.ofVirtual().name("pool-", 0).factory());
        config.addDataSourceProperty("ApplicationName", "millwright-runtime");
        config.addDataSourceProperty("options", session);
        config.addDataSourceProperty("connectTimeout", String.valueOf(CONNECT.toSeconds()));
        config.addDataSourceProperty("socketTimeout", String.valueOf(socket.toSeconds()));
        return config;
    }

    private TenantPool() {}
}
