package io.millwright.operator.historian;

import java.time.Duration;

/** Makes a server hold a tenant's database and roles exactly as wanted. */
public interface HistorianAdministrator {

    /**
     * Creates what is missing and repairs what drifted; where nothing did, one query and no write. Drops nothing. Safe to
     * call at the same time from anywhere: writers of one server queue behind an advisory lock.
     *
     * <p>Blocks for up to the time-outs per statement; expected faults are answers, never exceptions.
     */
    HistorianOutcome ensure(HistorianServer server, TenantDatabase wanted);

    /**
     * Drops a database and the three roles of {@link TenantDatabase#of} with everything in it; ready when there is none of it.
     * What was dropped before a fault stays dropped, and the next call goes on. Faults are answers, as above.
     */
    HistorianOutcome erase(HistorianServer server, String database);

    /** Over JDBC: connects within 5 s, and no statement (waiting for the lock included) takes longer than 30 s. */
    static HistorianAdministrator overJdbc() {
        return new JdbcHistorianAdministrator(Duration.ofSeconds(5), Duration.ofSeconds(30));
    }
}
