package io.millwright.quickstart;

import io.millwright.quickstart.bench.BenchCommand;
import io.millwright.quickstart.bill.AuditCommand;
import io.millwright.quickstart.bill.BillCommand;
import io.millwright.quickstart.directory.StartRefused;
import io.millwright.quickstart.faults.FaultsCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The program behind {@code ./millwright}. Exit code 2 and one sentence say that it could not start. */
@Command(
        name = "millwright",
        description = "Industrial IoT for many customers at once.",
        mixinStandardHelpOptions = true,
        subcommands = {UpCommand.class, BenchCommand.class, FaultsCommand.class, BillCommand.class, AuditCommand.class})
public final class Millwright {

    private static final Logger LOG = LoggerFactory.getLogger(Millwright.class);
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private Millwright() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Millwright())
                .setParameterExceptionHandler(Millwright::wrongUsage)
                .setExecutionExceptionHandler(Millwright::failed)
                .execute(arguments);
    }

    private static int wrongUsage(ParameterException wrong, String[] arguments) {
        return refuse(wrong.getCommandLine(), String.valueOf(wrong.getMessage()));
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof StartRefused refused) {
            return refuse(command, String.valueOf(refused.getMessage()));
        }
        LOG.error("stopped by a failure", failure);
        String cause = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        command.getErr().println("millwright: stopped by a failure: " + cause + " (more in log/millwright.log)");
        command.getErr().flush();
        return FAILED;
    }

    private static int refuse(CommandLine command, String sentence) {
        command.getErr().println("millwright: " + sentence);
        command.getErr().flush();
        return REFUSED;
    }
}
