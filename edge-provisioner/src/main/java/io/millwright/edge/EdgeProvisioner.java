package io.millwright.edge;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The agent's commands: {@code enroll}, {@code run} and {@code status}. */
@Command(
        name = "edge-provisioner",
        description = "Enrolls this device, reads its machines, and keeps every point until the platform has it.",
        subcommands = {EnrollCommand.class, RunCommand.class, StatusCommand.class},
        mixinStandardHelpOptions = true,
        version = "edge-provisioner 0.1.0",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done",
            "  2  something is wrong on this side: arguments, the state directory, another agent that runs on it",
            "  3  the platform refused",
            "  4  the platform could not be reached",
            "  5  whoever answered is not the platform that was meant"
        })
public final class EdgeProvisioner implements Runnable {

    static final int DONE = 0;
    static final int WRONG_HERE = 2;
    static final int REFUSED = 3;
    static final int UNREACHABLE = 4;
    static final int UNTRUSTED = 5;

    private static final String LOGGING = "logback.configurationFile";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/millwright/edge/logback.xml");
        }
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine line = new CommandLine(new EdgeProvisioner());
        line.setExecutionExceptionHandler((failure, command, _) -> {
            command.getErr().println("edge-provisioner: " + Sentences.of(failure));
            return WRONG_HERE;
        });
        return line.execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: enroll, run or status.");
    }
}
