package io.millwright.runtime.ingest;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place in the course of a batch where a test of faults may end the process. It does nothing unless the process was
 * started with {@code MILLWRIGHT_FAILPOINT} or {@code -Dmillwright.failpoint} set to {@code after-commit}: then the JVM halts,
 * without any clean-up, the first time that a batch is committed and not acknowledged yet.
 */
@FunctionalInterface
public interface Failpoint {

    String VARIABLE = "MILLWRIGHT_FAILPOINT";

    String PROPERTY = "millwright.failpoint";

    String AFTER_COMMIT = "after-commit";

    /** As the shell reports a process that was killed. */
    int KILLED = 137;

    void afterCommit();

    static Failpoint of(Map<String, String> environment) {
        String wanted = System.getProperty(PROPERTY, environment.getOrDefault(VARIABLE, ""));
        if (!wanted.equals(AFTER_COMMIT)) {
            return () -> {};
        }
        Logger log = LoggerFactory.getLogger(Failpoint.class);
        log.atWarn().addKeyValue("reason", "Failpoint").log("this process will halt after its first commit");
        return () -> Runtime.getRuntime().halt(KILLED);
    }
}
