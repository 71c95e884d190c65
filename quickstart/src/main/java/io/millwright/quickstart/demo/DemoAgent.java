package io.millwright.quickstart.demo;

import io.millwright.quickstart.directory.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge agent of one line and the directory it keeps its identity and its buffer in. It enrolls once; the ticket lies
 * in a file of the owner's until then, so that an enrollment that was cut short goes on with the same code and key and
 * gets the same certificate.
 */
final class DemoAgent {

    private static final Logger LOG = LoggerFactory.getLogger(DemoAgent.class);
    private static final String EDGE = "io.millwright.edge.EdgeProvisioner";
    private static final long PATIENCE_SECONDS = 60;
    /** A code that failed this often is given up for a new one. */
    private static final int TRIES = 3;

    private final DemoLine line;
    private final Path directory;
    private final Path log;
    private int failures;

    DemoAgent(DemoLine line, Path directory, Path log) {
        this.line = line;
        this.directory = directory;
        this.log = log;
    }

    /**
     * Makes sure that the agent is a device of this creation of the tenant.
     *
     * @param incarnation of the tenant; an identity from an earlier one is worthless and is laid aside
     * @param plc host and port of the machine
     */
    void enroll(PlatformApi api, String tenant, String incarnation, String plc)
            throws IOException, InterruptedException {
        PrivateFiles.directory(directory);
        layAsideUnless(incarnation);
        if (Files.exists(state().resolve("device.json"))) {
            return;
        }
        if (!Files.exists(ticket())) {
            String path = "/tenants/" + tenant + "/fleets/" + line.fleet() + "/claim-codes";
            String minted = api.post(path, Map.of("count", 1, "expiresIn", "1h", "parameters", Map.of("plc", plc)))
                    .path("codes")
                    .path(0)
                    .path("ticket")
                    .asString("");
            PrivateFiles.write(ticket(), "--ticket\n\"" + minted + "\"\n");
        }
        // The file and not its content: every user of the machine sees the arguments of a process.
        int status = run(
                "enroll",
                "@" + ticket(),
                "--serial",
                "DEMO-" + line.machine(),
                "--model",
                "simulator",
                "--state",
                state().toString());
        if (status == 0 || ++failures % TRIES == 0) {
            Files.deleteIfExists(ticket());
        }
        if (status != 0) {
            throw new IOException("the agent of " + line.fleet() + " could not enroll; see " + log);
        }
    }

    Program program() {
        return new Program("demo-" + line.fleet() + "-agent", EDGE, List.of("run", "--state", state().toString()), log);
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        Process process = new Program("demo-" + line.fleet() + "-enroll", EDGE, List.of(arguments), log).start();
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }

    private void layAsideUnless(String incarnation) throws IOException {
        Path marker = directory.resolve("incarnation");
        String before = Files.exists(marker) ? Files.readString(marker).strip() : incarnation;
        if (!before.equals(incarnation)) {
            LOG.info("the demo's tenant was created anew: {} enrolls again", line.fleet());
            Files.deleteIfExists(ticket());
            if (Files.exists(state())) {
                Files.move(state(), directory.resolve("state-of-" + before), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        PrivateFiles.write(marker, incarnation + "\n");
    }

    private Path state() {
        return directory.resolve("state");
    }

    private Path ticket() {
        return directory.resolve("ticket");
    }
}
