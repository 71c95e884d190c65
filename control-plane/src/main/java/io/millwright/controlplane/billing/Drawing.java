package io.millwright.controlplane.billing;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;

/** What came of drawing a bill. */
public sealed interface Drawing {

    /** Here it is. */
    record Drawn(Bill bill) implements Drawing {}

    /** Nobody can say what is owed: the tenant ran in a tier without a price. */
    record Unpriced(String sentence) implements Drawing {}

    /**
     * For who has nothing to do but pass the outcome on.
     *
     * @throws ProblemException 409
     */
    default Bill orProblem() {
        return switch (this) {
            case Drawn drawn -> drawn.bill();
            case Unpriced unpriced -> throw ProblemException.of(ProblemType.CONFLICT, unpriced.sentence());
        };
    }
}
