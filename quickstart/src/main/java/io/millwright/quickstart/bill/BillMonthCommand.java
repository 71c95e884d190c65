package io.millwright.quickstart.bill;

import io.millwright.controlplane.billing.BillingMonth;
import io.millwright.controlplane.billing.PriceCatalog;
import io.millwright.quickstart.directory.DirectoryTree;
import io.millwright.quickstart.directory.ResultFile;
import io.millwright.quickstart.directory.StartRefused;
import io.millwright.quickstart.program.Logging;
import io.millwright.wire.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs a month on a test clock for a new tenant: made-up usage, and the platform's own collector, ledger, rating and close on a
 * database of its own. A platform that runs is not touched. The same arguments give the same bill.
 */
@Command(
        name = "month",
        description = "Runs a month on a test clock for a new tenant and writes its bill.",
        mixinStandardHelpOptions = true)
final class BillMonthCommand implements Callable<Integer> {

    private static final Pattern CHANGE = Pattern.compile("([a-z0-9-]+)@([1-9][0-9]?)");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--tenant", paramLabel = "T", required = true, description = "The tenant's name.")
    private String tenant = "";

    @Option(names = "--out", paramLabel = "FILE.bill.json", required = true, description = "Where the bill is written.")
    private Path out = Path.of("");

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            defaultValue = "professional",
            description = "What it runs in (${DEFAULT-VALUE}).")
    private String tier = "professional";

    @Option(
            names = "--change",
            paramLabel = "TIER@DAY",
            description = "Another tier from noon of this day of the month on.")
    private @Nullable String change;

    @Option(
            names = "--month",
            paramLabel = "YYYY-MM",
            defaultValue = "2026-10",
            description = "Which month (${DEFAULT-VALUE}).")
    private String month = "2026-10";

    @Override
    public Integer call() throws Exception {
        Order order = order();
        PriceCatalog prices = Prices.shipped();
        ResultFile file = ResultFile.claim("--out", out);
        Path directory = Files.createTempDirectory("millwright-bill");
        try {
            Logging.toFile(directory.resolve("bill.log"));
            TestMonth.Outcome outcome = TestMonth.run(order, prices, directory);
            file.write(outcome.file());
            return Terminal.of(spec)
                    .fine(order.tenant() + " owes " + outcome.total() + " for " + order.month() + " (invoice "
                            + outcome.invoice() + "); " + out + " has " + outcome.entries()
                            + " ledger entries: check it with ./millwright bill verify " + out);
        } finally {
            DirectoryTree.remove(directory);
        }
    }

    private Order order() throws StartRefused {
        try {
            BillingMonth of = BillingMonth.parse(month);
            List<String> tiers = Prices.shipped().of(of).plans().stream()
                    .map(plan -> plan.tier())
                    .toList();
            Optional<Order.Change> later = Optional.ofNullable(change).map(BillMonthCommand::change);
            for (String name : later.map(next -> List.of(tier, next.tier())).orElse(List.of(tier))) {
                if (!tiers.contains(name)) {
                    throw new StartRefused(
                            "there is no tier '" + name + "'; there are: " + String.join(", ", tiers) + ".");
                }
            }
            if (later.isPresent() && later.get().day() > of.month().lengthOfMonth()) {
                throw new StartRefused(
                        "--change: " + of + " has no day " + later.get().day() + ".");
            }
            return new Order(new TenantId(tenant), of, tier, later);
        } catch (DateTimeException e) {
            throw new StartRefused("--month needs a month such as 2026-10, not " + month + ".", e);
        } catch (IllegalArgumentException e) {
            throw new StartRefused("bill month: " + e.getMessage() + ".", e);
        }
    }

    private static Order.Change change(String text) {
        Matcher parts = CHANGE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("--change needs TIER@DAY such as enterprise@15, not " + text);
        }
        return new Order.Change(parts.group(1), Integer.parseInt(parts.group(2)));
    }
}
