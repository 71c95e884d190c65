package io.millwright.edge;

import io.millwright.edge.enroll.Enrollment;
import io.millwright.edge.enroll.EnrollmentOutcome;
import io.millwright.edge.enroll.EnrollmentPlan;
import io.millwright.edge.state.StateDirectory;
import io.millwright.edge.state.StateLock;
import io.millwright.edge.trust.Fingerprint;
import io.millwright.wire.enrollment.ClaimCode;
import io.millwright.wire.enrollment.EnrollmentTicket;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gets this device its certificate, with the claim code of a ticket or one that was typed. */
@Command(name = "enroll", description = "Gets this device its certificate.", mixinStandardHelpOptions = true)
final class EnrollCommand implements Callable<Integer> {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(2);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--ticket", description = "the text of the QR code: server, claim code and fingerprint in one")
    private @Nullable String ticket;

    @Option(names = "--server", description = "the enrollment origin, https://host[:port]")
    private @Nullable String server;

    @Option(names = "--claim-code", description = "MW and 27 characters, with or without hyphens")
    private @Nullable String claimCode;

    @Option(
            names = "--ca-fingerprint",
            description = "SHA-256 of the platform's root: the only one that is trusted. Without it the system's trust"
                    + " store must know the server")
    private @Nullable String fingerprint;

    @Option(names = "--serial", description = "the machine's serial number; default: what the machine says of itself")
    private @Nullable String serial;

    @Option(names = "--model", description = "the machine's model; default: what the machine says of itself")
    private @Nullable String model;

    @Option(names = "--state", required = true, description = "where the agent keeps its key, certificate and buffer")
    @SuppressWarnings("NullAway.Init")
    private Path state;

    @Option(names = "--parameter", description = "name=value that the fleet's configuration asks for; repeatable")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--patience",
            defaultValue = "15m",
            description =
                    "how long a platform that cannot be reached is tried, such as 30s or 1h; default ${DEFAULT-VALUE}")
    private String patience = "15m";

    @Override
    public Integer call() throws IOException, InterruptedException {
        EnrollmentPlan plan = plan();
        StateDirectory directory = new StateDirectory(state);
        directory.create();
        Optional<StateLock> lock = StateLock.acquire(directory, LOCK_WAIT);
        if (lock.isEmpty()) {
            return say(EdgeProvisioner.WRONG_HERE, "another agent uses " + state + ".");
        }
        try (StateLock _ = lock.get()) {
            return say(new Enrollment(directory, Clock.systemUTC(), this::progress).run(plan));
        }
    }

    private int say(EnrollmentOutcome outcome) {
        return switch (outcome) {
            case EnrollmentOutcome.Enrolled(var device) -> done("Enrolled as " + device.deviceId() + ".");
            case EnrollmentOutcome.AlreadyEnrolled(var device) ->
                done("This device is enrolled already, as " + device.deviceId() + "; nothing was changed.");
            case EnrollmentOutcome.Refused(String sentence) ->
                say(EdgeProvisioner.REFUSED, "the platform refused: " + ended(sentence));
            case EnrollmentOutcome.Untrusted(String sentence) -> say(EdgeProvisioner.UNTRUSTED, ended(sentence));
            case EnrollmentOutcome.Unreachable(String sentence) -> say(EdgeProvisioner.UNREACHABLE, ended(sentence));
            case EnrollmentOutcome.BrokenAnswer(String sentence) ->
                say(EdgeProvisioner.UNTRUSTED, "the platform's answer was not believed: " + ended(sentence));
        };
    }

    private int done(String sentence) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(sentence);
        out.flush();
        return EdgeProvisioner.DONE;
    }

    private int say(int code, String sentence) {
        progress(sentence);
        return code;
    }

    private void progress(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("edge-provisioner: " + sentence);
        err.flush();
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    private EnrollmentPlan plan() {
        MachineLabel label = MachineLabel.read();
        String number = serial == null ? label.serial().orElse("") : serial;
        if (number.isBlank()) {
            throw wrong("Give --serial: this machine does not say its serial number.");
        }
        String kind = model == null ? label.model() : model;
        if (ticket != null) {
            if (server != null || claimCode != null || fingerprint != null) {
                throw wrong("A --ticket holds server, claim code and fingerprint: give it alone.");
            }
            return switch (EnrollmentTicket.parse(ticket)) {
                case EnrollmentTicket.Reading.Read(EnrollmentTicket read) ->
                    new EnrollmentPlan(
                            read.origin(),
                            new Fingerprint(read.caFingerprint()),
                            read.code(),
                            number,
                            kind,
                            parameters(),
                            patience());
                case EnrollmentTicket.Reading.Unreadable(String sentence) ->
                    throw wrong("Not enrolled: " + sentence + ".");
            };
        }
        if (server == null || claimCode == null) {
            throw wrong("Give --ticket, or --server and --claim-code.");
        }
        ClaimCode code = ClaimCode.parse(claimCode)
                .orElseThrow(
                        () -> wrong("The claim code is mistyped: MW and 27 characters, the last of them a check."));
        return new EnrollmentPlan(origin(server), pin(), code, number, kind, parameters(), patience());
    }

    private URI origin(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean bare = uri.getHost() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
            if ("https".equals(uri.getScheme()) && bare) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw wrong("--server is not an address: https://host[:port].");
        }
        throw wrong("--server is https://host[:port] and nothing more.");
    }

    private @Nullable Fingerprint pin() {
        return fingerprint == null
                ? null
                : Fingerprint.parse(fingerprint)
                        .orElseThrow(() -> wrong("--ca-fingerprint is not a SHA-256: 64 hexadecimal digits."));
    }

    private Map<String, String> parameters() {
        parameters.forEach((name, value) -> {
            if (!name.matches("[a-z][a-z0-9-]{0,62}") || value.isBlank()) {
                throw wrong("A --parameter is name=value, its name lower-case letters, digits and '-'.");
            }
        });
        return parameters;
    }

    private Duration patience() {
        try {
            Duration wait = Duration.parse("PT" + patience.strip());
            if (!wait.isNegative()) {
                return wait;
            }
        } catch (DateTimeParseException e) {
            throw wrong("--patience is a duration such as 30s, 15m or 1h.");
        }
        throw wrong("--patience is a duration such as 30s, 15m or 1h.");
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
