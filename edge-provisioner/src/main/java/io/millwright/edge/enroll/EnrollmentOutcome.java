package io.millwright.edge.enroll;

import io.millwright.edge.state.DeviceRecord;

/** How an enrollment ended. */
public sealed interface EnrollmentOutcome {

    record Enrolled(DeviceRecord device) implements EnrollmentOutcome {}

    /** It was before, and nothing was changed or asked. */
    record AlreadyEnrolled(DeviceRecord device) implements EnrollmentOutcome {}

    /** The platform says no, and will say so again. */
    record Refused(String sentence) implements EnrollmentOutcome {}

    /** Whoever answered is not the platform that was meant. */
    record Untrusted(String sentence) implements EnrollmentOutcome {}

    /** Nobody answered for as long as was agreed. */
    record Unreachable(String sentence) implements EnrollmentOutcome {}

    /** The answer is not what it must be; nothing of it was kept. */
    record BrokenAnswer(String sentence) implements EnrollmentOutcome {}
}
