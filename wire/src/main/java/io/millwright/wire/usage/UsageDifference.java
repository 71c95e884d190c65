package io.millwright.wire.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a revision adds to what the ledger has of its window already. */
public sealed interface UsageDifference {

    /** To be appended under the id of the row it came from. {@code quantity} is not negative, and may be 0. */
    record Append(UsageRow row, BigDecimal quantity) implements UsageDifference {}

    /** The ledger has this revision or a later one. */
    record Known() implements UsageDifference {}

    /** The row speaks against what the ledger has: nothing is appended, and somebody has to look. */
    record Contradiction(String sentence) implements UsageDifference {}

    /**
     * Compares with the row of the highest revision in the ledger. Whatever the order and number of times that the
     * revisions of a window come in, what is appended adds up to the quantity of the highest that came.
     *
     * @param known null if the ledger has none of the window
     * @throws IllegalArgumentException if the rows are of different windows
     */
    static UsageDifference between(@Nullable UsageRow known, UsageRow next) {
        if (known == null) {
            return new Append(next, next.quantity());
        }
        if (!known.window().equals(next.window())) {
            throw new IllegalArgumentException("rows of different windows have no difference");
        }
        int order = Long.compare(next.revision(), known.revision());
        int growth = next.quantity().compareTo(known.quantity());
        if (order == 0 && growth != 0) {
            return new Contradiction("one revision came with two quantities");
        }
        if (order != 0 && growth != 0 && order != growth) {
            return new Contradiction("a later revision is smaller than an earlier one");
        }
        return order > 0 ? new Append(next, next.quantity().subtract(known.quantity())) : new Known();
    }
}
