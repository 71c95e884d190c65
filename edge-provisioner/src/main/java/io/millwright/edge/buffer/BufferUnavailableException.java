package io.millwright.edge.buffer;

/** The disk takes or gives nothing now; what was to be written is still the caller's, and worth another try. */
public final class BufferUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    BufferUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
