package io.millwright.edge;

import io.millwright.edge.buffer.Buffer;
import io.millwright.edge.buffer.BufferLimits;
import io.millwright.edge.buffer.Journal;
import io.millwright.edge.enroll.Renewal;
import io.millwright.edge.state.DeviceRecord;
import io.millwright.edge.state.Json;
import io.millwright.edge.state.StateDirectory;
import io.millwright.edge.state.StateLock;
import io.millwright.edge.trust.Pem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Says how it stands with the agent of a state directory, whether it runs or not. */
@Command(name = "status", description = "Says how it stands with the agent.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--state", required = true, description = "the agent's directory")
    @SuppressWarnings("NullAway.Init")
    private Path state;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StateDirectory directory = new StateDirectory(state);
        Optional<DeviceRecord> device = DeviceRecord.read(directory);
        if (device.isEmpty()) {
            spec.commandLine().getErr().println("edge-provisioner: this device is not enrolled.");
            spec.commandLine().getErr().flush();
            return EdgeProvisioner.WRONG_HERE;
        }
        ObjectNode report = identity(device.get());
        certificate(report, directory);
        Optional<StateLock> lock = StateLock.acquire(directory, Duration.ZERO);
        report.put("running", lock.isEmpty());
        if (lock.isPresent()) {
            try (StateLock _ = lock.get()) {
                stopped(report, directory);
            }
        } else {
            lastWords(directory).ifPresent(report::setAll);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? new String(Json.pretty(report), StandardCharsets.UTF_8) : StatusText.of(report));
        out.flush();
        return EdgeProvisioner.DONE;
    }

    private static ObjectNode identity(DeviceRecord device) {
        ObjectNode report = Json.object();
        report.put("device", device.deviceId());
        report.put("tenant", device.tenant());
        report.put("site", device.site());
        report.put("serial", device.serial());
        report.put("model", device.model());
        report.put("origin", device.origin().toString());
        report.put("brokerUrl", device.broker().toString());
        return report;
    }

    private static void certificate(ObjectNode report, StateDirectory directory) throws IOException {
        ObjectNode node = report.putObject("certificate");
        try {
            X509Certificate certificate =
                    Pem.certificates(Files.readString(directory.chain())).getFirst();
            Instant now = Instant.now();
            Instant until = certificate.getNotAfter().toInstant();
            Instant due = Renewal.due(certificate);
            node.put("serial", certificate.getSerialNumber().toString(16));
            node.put("notBefore", certificate.getNotBefore().toInstant().toString());
            node.put("notAfter", until.toString());
            node.put("renewAt", due.toString());
            node.put("state", now.isAfter(until) ? "expired" : now.isAfter(due) ? "renewal due" : "valid");
        } catch (GeneralSecurityException e) {
            node.put("state", "unreadable");
        }
    }

    /** Nobody writes to the buffer while the lock is held here. */
    private static void stopped(ObjectNode report, StateDirectory directory) {
        lastWords(directory).ifPresent(words -> {
            JsonNode configuration = words.get("configuration");
            if (configuration != null) {
                report.set("configuration", configuration);
            }
            report.put("stoppedAt", Json.text(words, "updatedAt").orElse(""));
        });
        if (Files.exists(directory.buffer())) {
            try (Buffer buffer =
                    new Buffer(directory.buffer(), directory.corrupt(), BufferLimits.DEFAULT, Journal.none())) {
                StatusReport.buffer(report.putObject("buffer"), buffer);
            }
        }
    }

    private static Optional<ObjectNode> lastWords(StateDirectory directory) {
        try {
            return Json.read(Files.readAllBytes(directory.status()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
