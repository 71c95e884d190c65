package io.millwright.edge.plc;

/** A connection to a machine is of no use any more and must be made anew. */
final class LinkBrokenException extends Exception {

    private static final long serialVersionUID = 1L;
    private final boolean timeout;

    private LinkBrokenException(String sentence, boolean timeout, Throwable cause) {
        super(sentence, cause);
        this.timeout = timeout;
    }

    static LinkBrokenException timeout(String sentence, Throwable cause) {
        return new LinkBrokenException(sentence, true, cause);
    }

    static LinkBrokenException of(String sentence, Throwable cause) {
        return new LinkBrokenException(sentence, false, cause);
    }

    /** Whether the machine did not answer at all: then one address may be to blame and not the machine. */
    boolean timeout() {
        return timeout;
    }
}
