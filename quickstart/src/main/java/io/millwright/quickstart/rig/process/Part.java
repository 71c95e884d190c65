package io.millwright.quickstart.rig.process;

import io.millwright.broker.EmbeddedBroker;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.edge.EdgeProvisioner;
import io.millwright.quickstart.postgres.LocalPostgres;
import io.millwright.quickstart.program.Logging;
import io.millwright.runtime.TenantRuntime;
import io.millwright.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * One part of the platform from files in a directory, as a kubelet would run it: {@code Part PARENT broker DIRECTORY PORT},
 * {@code postgres DIRECTORY PORT}, {@code runtime}, {@code edge ...}, {@code simulate ...}. It says {@value #READY} on its output when it serves, and ends with
 * its parent.
 */
public final class Part {

    /** What a part prints when it serves; the runtime says it by its readiness instead. */
    public static final String READY = "part-ready";

    /** Where a broker writes again and again how many messages it has dropped. */
    static final String DROPPED = "dropped";

    private static final int ORPHANED = 3;
    private static final long COUNT_MILLIS = 500;

    private Part() {}

    public static void main(String[] arguments) throws Exception {
        endWith(Long.parseLong(arguments[0]));
        switch (arguments[1]) {
            case "broker" -> broker(Path.of(arguments[2]), Integer.parseInt(arguments[3]));
            case "postgres" -> postgres(Path.of(arguments[2]), Integer.parseInt(arguments[3]));
            case "runtime" -> TenantRuntime.main(new String[0]);
            case "edge" -> EdgeProvisioner.main(Arrays.copyOfRange(arguments, 2, arguments.length));
            case "simulate" -> Simulator.main(Arrays.copyOfRange(arguments, 2, arguments.length));
            default -> throw new IllegalArgumentException(arguments[1]);
        }
    }

    /** Whatever happens to the program that started it, no part is left behind. */
    private static void endWith(long parent) {
        ProcessHandle.of(parent)
                .ifPresentOrElse(
                        handle -> handle.onExit()
                                .thenRun(() -> Runtime.getRuntime().exit(ORPHANED)),
                        () -> Runtime.getRuntime().halt(ORPHANED));
    }

    private static void broker(Path directory, int port) throws InterruptedException {
        Logging.toFile(directory.resolve("broker.log"));
        BrokerMounts mounts = BrokerMounts.ofHome(directory);
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Settings.loopback("broker", mounts, port));
        Thread.ofVirtual().name("dropped").start(() -> count(broker, directory.resolve(DROPPED)));
        untilStopped(broker);
    }

    private static void count(EmbeddedBroker broker, Path file) {
        try {
            while (true) {
                Files.writeString(file, broker.control().counters().dropped() + "\n");
                Thread.sleep(COUNT_MILLIS);
            }
        } catch (IOException e) {
            e.printStackTrace(System.out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void postgres(Path directory, int port) throws Exception {
        Logging.toFile(directory.resolve("part.log"));
        String password = Files.readString(directory.resolve("password"));
        untilStopped(LocalPostgres.start(directory, port, password));
    }

    private static void untilStopped(AutoCloseable part) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            try {
                part.close();
            } catch (Exception e) {
                e.printStackTrace(System.out);
            }
        }));
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
