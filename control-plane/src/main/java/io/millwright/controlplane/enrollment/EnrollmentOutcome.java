package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.problem.FieldError;
import io.millwright.wire.enrollment.EnrollmentResponse;
import java.util.List;

/** What came of somebody knocking. */
public sealed interface EnrollmentOutcome {

    record Enrolled(EnrollmentResponse response) implements EnrollmentOutcome {}

    /** A person has to look; asking again with the same code and key is the way to learn of it. */
    record Waiting() implements EnrollmentOutcome {}

    /** One answer for every code that lets nobody in, whatever the reason. */
    record Refused() implements EnrollmentOutcome {}

    /** The request itself is wrong; the code, if any, is as good as before. */
    record Invalid(List<FieldError> errors) implements EnrollmentOutcome {}

    /** Something on our side is not ready; the code is as good as before. */
    record NotReady() implements EnrollmentOutcome {}
}
