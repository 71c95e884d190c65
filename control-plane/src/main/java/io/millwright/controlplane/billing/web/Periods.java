package io.millwright.controlplane.billing.web;

import io.millwright.controlplane.billing.BillingMonth;
import io.millwright.controlplane.problem.ProblemException;
import java.time.DateTimeException;

/** Months as parameters. */
final class Periods {

    /** @throws ProblemException 400 if it is no month */
    static BillingMonth month(String field, String text) {
        try {
            return BillingMonth.parse(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw ProblemException.invalid(field, "It is a month such as 2026-11.");
        }
    }

    private Periods() {}
}
