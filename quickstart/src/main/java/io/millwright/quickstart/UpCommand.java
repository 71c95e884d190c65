package io.millwright.quickstart;

import io.millwright.quickstart.directory.DataDirectory;
import io.millwright.quickstart.directory.KeptPorts;
import io.millwright.quickstart.directory.StartRefused;
import io.millwright.quickstart.up.Platform;
import io.millwright.quickstart.up.Progress;
import io.millwright.quickstart.up.StopSignal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs everything in the foreground until a signal. */
@Command(name = "up", description = "Runs everything in the foreground.", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".millwright",
            description = "Where everything is kept (${DEFAULT-VALUE}).")
    private Path data = Path.of(".millwright");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port of the portal and the API (${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(names = "--no-demo", description = "Start without the demo tenant.")
    private boolean noDemo;

    @Override
    public Integer call() throws Exception {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new StartRefused("--port needs a number from 1 to " + HIGHEST_PORT + ", not " + port + ".");
        }
        StopSignal signal = StopSignal.interruptsThisThread();
        Progress progress = new Progress(System.out, System::nanoTime);
        try (DataDirectory directory = DataDirectory.open(data)) {
            if (KeptPorts.isBusy(port)) {
                throw new StartRefused("port " + port
                        + " is taken by another program: stop that program, or choose another port with --port.");
            }
            try (Platform platform = Platform.start(directory, new Platform.Settings(port, !noDemo), progress)) {
                progress.line(platform.readyLine());
                platform.startDemo(progress);
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                progress.line("Stopped.");
            }
            return 0;
        } finally {
            signal.done();
        }
    }
}
