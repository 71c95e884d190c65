package io.millwright.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import java.util.concurrent.Callable;

/** Changes that may be refused. */
final class Attempts {

    /** Answers whether it was let through, for those that run beside others. */
    static Callable<Boolean> attempt(Callable<Object> work) {
        return () -> {
            try {
                work.call();
                return true;
            } catch (ProblemException e) {
                return false;
            }
        };
    }

    static void refused(ProblemType type, Callable<Object> work) {
        assertThatThrownBy(work::call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type()).isEqualTo(type));
    }

    private Attempts() {}
}
