package io.millwright.broker;

import java.io.Serial;

/** A broker did not start; the message is a sentence fit for the status of its workload. */
public final class BrokerStartException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
