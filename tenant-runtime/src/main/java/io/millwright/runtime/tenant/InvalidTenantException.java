package io.millwright.runtime.tenant;

/** Carries the sentence from the field that is wrong to the reading of its tenant. */
final class InvalidTenantException extends RuntimeException {

    InvalidTenantException(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
