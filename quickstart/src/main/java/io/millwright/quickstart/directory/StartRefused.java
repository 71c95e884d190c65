package io.millwright.quickstart.directory;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Something outside Millwright keeps it from starting; the message is the one sentence the user gets, with exit code 2. */
public final class StartRefused extends Exception {

    public StartRefused(String sentence) {
        super(sentence);
    }

    public StartRefused(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** The sentence for a failed read or write: a full disk is told from missing rights. */
    public static StartRefused of(IOException failure, Object place) {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("No space left") || text.contains("Disk quota exceeded")) {
            return new StartRefused(
                    "the disk that holds " + place + " is full: free some space and start again.", failure);
        }
        return new StartRefused(
                "cannot write to " + place + ": " + failure.getClass().getSimpleName() + " " + text
                        + "; choose another directory with --data or make this one writable.",
                failure);
    }
}
