package io.millwright.edge.buffer;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The file gives back other bytes than were written: it is laid aside, and what is whole in it is saved. */
final class BrokenBufferException extends SQLException {

    private static final long serialVersionUID = 1L;

    BrokenBufferException(String sentence) {
        super(sentence);
    }

    /** Whether a failure says that the file is broken, rather than that the disk is full or failing for now. */
    static boolean isBroken(SQLException failure) {
        return failure instanceof BrokenBufferException
                || failure instanceof SQLiteException sqlite && isBroken(sqlite.getResultCode());
    }

    /** A constraint that fails or a table that is gone: the file's parts contradict each other. */
    private static boolean isBroken(SQLiteErrorCode code) {
        String name = code.name();
        return name.startsWith("SQLITE_CORRUPT")
                || name.startsWith("SQLITE_NOTADB")
                || name.startsWith("SQLITE_CONSTRAINT")
                || code == SQLiteErrorCode.SQLITE_ERROR
                || code == SQLiteErrorCode.SQLITE_FORMAT
                || code == SQLiteErrorCode.SQLITE_IOERR_SHORT_READ;
    }
}
