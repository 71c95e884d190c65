package io.millwright.runtime.broker;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A broker did not confirm a message: it is away, it refused, or it did not answer in time. */
public final class NotPublishedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public NotPublishedException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
