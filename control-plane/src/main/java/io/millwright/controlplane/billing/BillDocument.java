package io.millwright.controlplane.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millwright.controlplane.metering.LedgerHead;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bill or invoice as it is shown. Amounts are minor units of the currency.
 *
 * @param number of an invoice; null for a bill
 * @param file where the bill can be had with all that it follows from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BillDocument(
        String tenant,
        String incarnation,
        @Nullable String number,
        BillingMonth period,
        Instant from,
        Instant to,
        Instant asOf,
        String currency,
        long total,
        String totalText,
        String prices,
        List<TierShare> tiers,
        List<Line> lines,
        List<CorrectionLine> corrections,
        LedgerHead ledger,
        String file) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** A line beside what it follows from. */
    public record Line(
            int number,
            String tier,
            String charge,
            BigDecimal quantity,
            BigDecimal included,
            long per,
            List<LineStep> steps,
            long amount,
            Proof proof) {}

    /**
     * How to re-add a line.
     *
     * @param usage for each span that the tier ran, where its hours can be had; their sum is the line's quantity. Empty for the
     *     base, whose quantity are the hours of {@code tiers}
     */
    public record Proof(String rule, List<String> usage, LedgerHead ledger) {}

    /** A correction with its amount. */
    public record CorrectionLine(
            BillingMonth period, String tier, String charge, long invoiced, long now, long amount) {}

    public static BillDocument of(Bill bill, @Nullable String number) {
        RatedMonth.Rated rated = bill.rated();
        return new BillDocument(
                bill.tenant().value(),
                bill.incarnation(),
                number,
                bill.month(),
                bill.month().start(),
                bill.month().end(),
                bill.asOf(),
                rated.prices().currency().getCurrencyCode(),
                bill.total().minor(),
                bill.total().toString(),
                rated.prices().version(),
                rated.shares(),
                rated.lines().stream().map(line -> line(bill, line)).toList(),
                bill.corrections().stream()
                        .map(correction -> new CorrectionLine(
                                correction.period(),
                                correction.tier(),
                                correction.charge(),
                                correction.invoiced(),
                                correction.now(),
                                correction.amount()))
                        .toList(),
                bill.ledger(),
                "/api/v1/tenants/" + bill.tenant() + "/bill/file?period=" + bill.month());
    }

    static String json(Bill bill, String number) {
        return JSON.writeValueAsString(of(bill, number));
    }

    private static Line line(Bill bill, BillLine line) {
        return new Line(
                line.number(),
                line.tier(),
                line.charge(),
                line.quantity(),
                line.included(),
                line.per(),
                line.steps(),
                line.amount(),
                new Proof(
                        rule(line),
                        line.charge().equals(BillLine.BASE) ? List.of() : usage(bill, line),
                        bill.ledger()));
    }

    private static String rule(BillLine line) {
        return line.charge().equals(BillLine.BASE)
                ? "hours * price / hours of the month, rounded half up"
                : "sum over steps of quantity * price / per, rounded half up";
    }

    private static List<String> usage(Bill bill, BillLine line) {
        return bill.rated().shares().stream()
                .filter(share -> share.tier().equals(line.tier()))
                .flatMap(share -> share.spans().stream())
                .map(span -> "/api/v1/tenants/" + bill.tenant() + "/usage?meter=" + line.charge() + "&from="
                        + span.from() + "&to=" + span.to() + "&granularity=hour")
                .toList();
    }
}
