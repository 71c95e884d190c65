package io.millwright.runtime;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** The container's entry: directories and ports from the environment, until SIGTERM. */
public final class TenantRuntime {

    private static final int UNUSABLE = 2;

    public static void main(String[] arguments) throws InterruptedException {
        // Before the first logger: our own file, so that a process which embeds this module keeps its own logging.
        System.setProperty(
                "logback.configurationFile",
                System.getProperty("logback.configurationFile", "logback-tenant-runtime.xml"));
        // A client that sends a request drop by drop is given up; the JDK's server has no other switch for it.
        System.setProperty("sun.net.httpserver.maxReqTime", System.getProperty("sun.net.httpserver.maxReqTime", "10"));
        int code = run(System.getenv(), System.err, new CountDownLatch(1));
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Serves until {@code stop} is counted down or the process is told to end. */
    static int run(Map<String, String> environment, PrintStream complaints, CountDownLatch stop)
            throws InterruptedException {
        RuntimeSettings settings;
        try {
            settings = RuntimeSettings.of(environment);
        } catch (IllegalArgumentException e) {
            complaints.println(e.getMessage());
            return UNUSABLE;
        }
        try (RuntimeProcess server = new RuntimeProcess(settings, ServiceAddresses.dns(), Clock.systemUTC())) {
            Thread ending = Thread.ofPlatform().name("stop").unstarted(server::close);
            Runtime.getRuntime().addShutdownHook(ending);
            LoggerFactory.getLogger(TenantRuntime.class)
                    .atInfo()
                    .addKeyValue("reason", "Started")
                    .addKeyValue("port", server.apiPort())
                    .addKeyValue("health", server.healthPort())
                    .log("serving tenants");
            stop.await();
            Runtime.getRuntime().removeShutdownHook(ending);
            return 0;
        } catch (IOException e) {
            complaints.println("Ports " + settings.health().getPort() + " and "
                    + settings.api().getPort() + " cannot be served: " + e.getMessage() + ".");
            return UNUSABLE;
        }
    }

    private TenantRuntime() {}
}
