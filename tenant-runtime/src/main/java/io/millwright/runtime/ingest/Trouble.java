package io.millwright.runtime.ingest;

import io.millwright.runtime.historian.AbandonedSessions;
import io.millwright.runtime.historian.SqlFaults;
import io.millwright.wire.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a writer cannot store at present, for whoever asks, and how long it waits before it tries again. Thread-safe. */
final class Trouble {

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    private static final long FIRST_PAUSE = 50;

    private static final long LONGEST_PAUSE = 2_000;

    private final TenantId tenant;
    private final DataSource database;
    private volatile String sentence = "";

    Trouble(TenantId tenant, DataSource database) {
        this.tenant = tenant;
        this.database = database;
    }

    /** Empty if there is none. */
    String sentence() {
        return sentence;
    }

    /** A fault of ours. */
    void broken(RuntimeException fault) {
        sentence = "Ingestion met a fault of its own.";
        LOG.atError()
                .addKeyValue("tenant", tenant)
                .addKeyValue("reason", "IngestFault")
                .setCause(fault)
                .log("a batch was broken off");
    }

    /** A fault of the database. */
    void failed(SQLException fault, int tries) {
        if (sentence.isEmpty() || tries % 30 == 0) {
            LOG.atWarn()
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("reason", "NotStored")
                    .addKeyValue("tries", tries)
                    .log("a batch is not stored yet" + SqlFaults.inBrackets(fault));
        }
        sentence = "The historian does not store" + SqlFaults.inBrackets(fault) + ".";
    }

    /** Something is stored. */
    void over() {
        if (!sentence.isEmpty()) {
            sentence = "";
            LOG.atInfo()
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("reason", "Stored")
                    .log("batches are stored again");
        }
    }

    /** Waits until it is time for another try. */
    void pause(SQLException fault, int tries) throws InterruptedException {
        long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(tries, 10));
        Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
        endAbandoned(fault);
    }

    /** An answer that never came may have left a session behind that holds the locks which the next try needs. */
    private void endAbandoned(SQLException fault) {
        if (!SqlFaults.serverAway(fault)) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            int ended = AbandonedSessions.end(connection);
            if (ended > 0) {
                LOG.atWarn()
                        .addKeyValue("tenant", tenant)
                        .addKeyValue("reason", "SessionsEnded")
                        .addKeyValue("sessions", ended)
                        .log("sessions of writers that are gone were ended");
            }
        } catch (SQLException e) {
            LOG.atDebug().addKeyValue("tenant", tenant).log("the next try tells more" + SqlFaults.inBrackets(e));
        }
    }
}
