package io.millwright.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.edge.fixture.FakePlc;
import io.millwright.edge.fixture.TestBroker;
import io.millwright.edge.fixture.TestOrigin;
import io.millwright.edge.fixture.TestPlatform;
import io.millwright.edge.fixture.TestRuntime;
import io.millwright.edge.state.Json;
import io.millwright.wire.enrollment.ClaimCode;
import io.millwright.wire.enrollment.EnrollmentTicket;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The commands as a person or a service manager uses them: each in a process of its own. */
class CommandsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private record Said(int code, String out, String err) {}

    private Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=io/millwright/edge/logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "io.millwright.edge.EdgeProvisioner"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    private Said run(String... arguments) throws Exception {
        Process process = start(arguments);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Said(
                process.exitValue(),
                Files.readString(directory.resolve("out")),
                Files.readString(directory.resolve("err")));
    }

    @Test
    void a_ticket_becomes_points_a_second_agent_is_kept_out_and_a_signal_ends_it_cleanly() throws Exception {
        TestPlatform platform = new TestPlatform();
        String state = directory.resolve("state").toString();
        try (TestBroker broker = TestBroker.start(platform, directory.resolve("broker"), 0);
                TestOrigin origin = TestOrigin.start(platform, platform.servers.server("127.0.0.1"));
                FakePlc plc = FakePlc.start();
                TestRuntime runtime = new TestRuntime(platform, broker)) {
            origin.brokerUrl = broker.url().toString();
            origin.configuration = TestPlatform.tag(
                    TestPlatform.connection(TestPlatform.payload(1), "press", "modbus-tcp", plc.url()),
                    "n",
                    "press",
                    "holding-register:1:INT",
                    500);
            String ticket = new EnrollmentTicket(
                            origin.url(),
                            ClaimCode.random(new SecureRandom()),
                            platform.fingerprint().hex())
                    .text();

            Said enrolled = run("enroll", "--ticket", ticket, "--serial", "SN-1", "--state", state);
            assertThat(enrolled).isEqualTo(new Said(0, "Enrolled as " + TestPlatform.DEVICE + ".\n", ""));
            Process agent = start("run", "--state", state);
            await().atMost(SOON).until(() -> runtime.points.size() > 2);
            String log = Files.readString(directory.resolve("err"));

            assertThat(run("run", "--state", state).code()).isEqualTo(2);
            ObjectNode status = status(state);
            assertThat(status.path("running").booleanValue()).isTrue();
            assertThat(status.path("broker").path("connected").booleanValue()).isTrue();
            assertThat(status.path("machines").get(0).path("state").stringValue())
                    .isEqualTo("connected");
            agent.destroy();
            assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
            await().atMost(SOON).until(() -> runtime.states.getLast().contains("offline"));
            assertThat(status(state).path("running").booleanValue()).isFalse();
            assertThat(run("status", "--state", state).out())
                    .contains("does not run")
                    .contains("buffer");
            assertThat(log.lines())
                    .isNotEmpty()
                    .allMatch(line ->
                            Json.read(line.getBytes(StandardCharsets.UTF_8)).isPresent());
            assertThat(log).doesNotContain("BEGIN").doesNotContain(ticket.split("c=")[1].substring(0, 20));
        }
    }

    private ObjectNode status(String state) throws Exception {
        Said said = run("status", "--state", state, "--json");
        return Json.read(said.out().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @Test
    void what_is_wrong_here_is_said_in_one_sentence() {
        String nowhere = directory.resolve("nowhere").toString();

        assertThat(inThisProcess("run", "--state", nowhere)).isEqualTo(2);
        assertThat(inThisProcess("status", "--state", nowhere)).isEqualTo(2);
        assertThat(inThisProcess("enroll", "--ticket", "millwright:enroll?x", "--serial", "1", "--state", nowhere))
                .isEqualTo(2);
        assertThat(inThisProcess(
                        "enroll", "--server", "http://a", "--claim-code", "MW", "--serial", "1", "--state", nowhere))
                .isEqualTo(2);
        assertThat(inThisProcess("nonsense")).isEqualTo(2);
        assertThat(Path.of(nowhere)).doesNotExist();
    }

    private static int inThisProcess(String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            return EdgeProvisioner.run(arguments);
        } finally {
            System.setErr(before);
            assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("Exception");
        }
    }
}
