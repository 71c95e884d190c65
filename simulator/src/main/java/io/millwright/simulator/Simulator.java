package io.millwright.simulator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.millwright.simulator.SimulatedMachine.Protocol;
import io.millwright.simulator.machine.MachineKind;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program behind {@code ./millwright simulate}: one machine in the foreground until a signal. */
@Command(name = "simulate", description = "Simulates a machine.", mixinStandardHelpOptions = true)
public final class Simulator implements Callable<Integer> {

    private static final int REFUSED = 2;
    private static final int HIGHEST_PORT = 65_535;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "MACHINE", description = "press, pump or power-meter.")
    private String machine = "";

    @Option(names = "--protocol", required = true, paramLabel = "PROTOCOL", description = "modbus or opcua.")
    private String protocol = "";

    @Option(names = "--port", required = true, paramLabel = "N", description = "Port to listen on; 0 takes any.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Machines with different seeds behave differently (${DEFAULT-VALUE}).")
    private long seed = 1;

    private Simulator() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Simulator())
                .setParameterExceptionHandler((wrong, _) -> {
                    wrong.getCommandLine().getErr().println("simulate: " + wrong.getMessage());
                    return REFUSED;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        MachineKind kind = MachineKind.of(machine)
                .orElseThrow(
                        () -> refused("there is no machine '" + machine + "'; there are: " + MachineKind.labels()));
        Protocol spoken = Protocol.of(protocol)
                .orElseThrow(
                        () -> refused("--protocol needs one of " + Protocol.labels() + ", not '" + protocol + "'"));
        if (port < 0 || port > HIGHEST_PORT) {
            throw refused("--port needs a number from 0 to " + HIGHEST_PORT + ", not " + port);
        }
        onlyWarnings();
        try (SimulatedMachine serving = SimulatedMachine.start(kind, spoken, host, port, seed, Clock.systemUTC())) {
            System.out.println("Simulating " + kind + " on " + serving.address());
            System.out.flush();
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException e) {
            throw refused("cannot listen on " + host + ":" + port
                    + ": another program may have the port, or the address is not this machine's");
        }
    }

    private ParameterException refused(String sentence) {
        return new ParameterException(command.commandLine(), sentence + ".");
    }

    /** The servers under this tell every session at DEBUG, which is Logback's default. */
    private static void onlyWarnings() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        }
    }
}
