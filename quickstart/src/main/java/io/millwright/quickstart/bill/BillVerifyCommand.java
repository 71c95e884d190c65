package io.millwright.quickstart.bill;

import io.millwright.controlplane.billing.file.BillVerdict;
import io.millwright.controlplane.billing.file.BillVerification;
import io.millwright.quickstart.directory.StartRefused;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Re-adds a bill offline. Exit code 1 and the first line that does not add up, if there is one. */
@Command(name = "verify", description = "Re-adds a bill file offline.", mixinStandardHelpOptions = true)
final class BillVerifyCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "What bill month wrote, or GET /api/v1/tenants/{t}/bill/file answered.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws StartRefused {
        byte[] bytes = GivenFile.read(file);
        Terminal terminal = Terminal.of(spec);
        return switch (new BillVerification(Prices.shipped()).verify(bytes)) {
            case BillVerdict.AddsUp bill ->
                terminal.fine(
                        file + " adds up: " + bill.tenant() + " owes " + bill.total() + " for " + bill.period() + "; "
                                + bill.lines() + " lines, " + bill.windows() + " windows, " + bill.entries()
                                + " ledger entries.");
            case BillVerdict.DoesNotAddUp fault -> terminal.wrong(fault.sentence());
            case BillVerdict.Unreadable fault -> terminal.wrong(file + " is no bill: " + fault.sentence() + ".");
        };
    }
}
