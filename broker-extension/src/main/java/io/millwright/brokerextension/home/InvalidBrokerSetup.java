package io.millwright.brokerextension.home;

import java.io.Serial;

/** A mounted file is missing or says something a broker cannot run with; the message is a sentence for its owner. */
public final class InvalidBrokerSetup extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public InvalidBrokerSetup(String message) {
        super(message);
    }

    public InvalidBrokerSetup(String message, Throwable cause) {
        super(message, cause);
    }
}
