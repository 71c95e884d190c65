package io.millwright.runtime.query;

import java.io.Serial;
import java.sql.SQLException;

/** The database did not answer a question. */
public final class UnansweredException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean tooLong;

    UnansweredException(boolean tooLong, SQLException cause) {
        super(tooLong ? "the database was not done in time" : "the database did not answer", cause);
        this.tooLong = tooLong;
    }

    /** Whether it was at work all the time: asking for less may help, asking again will not. */
    public boolean tooLong() {
        return tooLong;
    }
}
