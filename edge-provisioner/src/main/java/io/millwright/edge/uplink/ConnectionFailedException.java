package io.millwright.edge.uplink;

/** There is no session with the broker; the message says why, in one sentence for people. */
final class ConnectionFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    ConnectionFailedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
