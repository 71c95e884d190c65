package io.millwright.controlplane.billing.file;

import io.millwright.controlplane.billing.BillLine;
import io.millwright.controlplane.billing.LineStep;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Compares a line as written with the line that usage and prices give. */
final class LineComparison {

    /** The first field that differs, as the end of a sentence about the line. */
    static Optional<String> difference(BillLine written, BillLine right) {
        if (written.number() != right.number()
                || !written.charge().equals(right.charge())
                || !written.tier().equals(right.tier())) {
            return Optional.of("in its place stands line " + written.number() + " (" + written.charge() + ", "
                    + written.tier() + ")");
        }
        return number("quantity", written.quantity(), right.quantity())
                .or(() -> number("included", written.included(), right.included()))
                .or(() -> number("per", BigDecimal.valueOf(written.per()), BigDecimal.valueOf(right.per())))
                .or(() -> steps(written.steps(), right.steps()))
                .or(() -> number("amount", BigDecimal.valueOf(written.amount()), BigDecimal.valueOf(right.amount())));
    }

    private static Optional<String> steps(List<LineStep> written, List<LineStep> right) {
        if (written.size() != right.size()) {
            return Optional.of("it has " + written.size() + " steps of prices instead of " + right.size());
        }
        for (int i = 0; i < right.size(); i++) {
            BigDecimal price = BigDecimal.valueOf(written.get(i).price());
            BigDecimal rightPrice = BigDecimal.valueOf(right.get(i).price());
            Optional<String> fault = number(
                    "quantity of step " + (i + 1),
                    written.get(i).quantity(),
                    right.get(i).quantity());
            fault = fault.isPresent() ? fault : number("price of step " + (i + 1), price, rightPrice);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> number(String field, BigDecimal written, BigDecimal right) {
        return written.compareTo(right) == 0
                ? Optional.empty()
                : Optional.of("its " + field + " is " + WindowProof.text(written) + " and comes to "
                        + WindowProof.text(right));
    }

    private LineComparison() {}
}
