package io.millwright.embeddedkubernetes.store;

/** The history asked for has been forgotten: the reader has to list anew. */
public final class TooOldException extends Exception {

    private static final long serialVersionUID = 1L;

    private final long oldest;

    TooOldException(long oldest) {
        super("history begins at " + oldest, null, false, false);
        this.oldest = oldest;
    }

    public long oldest() {
        return oldest;
    }
}
