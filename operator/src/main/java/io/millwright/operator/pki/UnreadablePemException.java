package io.millwright.operator.pki;

/** Kept key or certificate text cannot be used; the message is one sentence without any key material. */
public final class UnreadablePemException extends RuntimeException {

    UnreadablePemException(String sentence) {
        super(sentence);
    }
}
