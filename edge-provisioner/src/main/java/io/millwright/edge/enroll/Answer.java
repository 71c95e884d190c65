package io.millwright.edge.enroll;

import java.time.Duration;
import java.util.Optional;

/** What came of one request to the platform. */
sealed interface Answer {

    /** It did what was asked. */
    record Done(byte[] body) implements Answer {}

    /** A person has to approve first; the same request is to be repeated. */
    record Pending(Optional<Duration> retryAfter) implements Answer {}

    /** It cannot now; the same request is to be repeated. */
    record Busy(Optional<Duration> retryAfter, String sentence) implements Answer {}

    record Refused(int status, String sentence) implements Answer {}

    record Untrusted(String sentence) implements Answer {}

    record Unreachable(String sentence) implements Answer {}
}
