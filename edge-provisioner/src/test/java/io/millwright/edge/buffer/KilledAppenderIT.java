package io.millwright.edge.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.edge.state.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** A process that is killed while it appends. */
class KilledAppenderIT {

    private static final int KILLS = 3;

    @TempDir
    Path directory;

    @Test
    void what_was_appended_before_the_kill_is_there_and_the_journal_says_exactly_what_that_is() throws Exception {
        long known = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            known = appendUntil(known + 40L * kill);
        }

        Journal journal = Journal.open(directory.resolve("journal"));
        try (Buffer buffer = new Buffer(
                directory.resolve("buffer.db"), directory.resolve("corrupt"), BufferLimits.DEFAULT, journal)) {
            BufferStatus status = buffer.status();

            assertThat(status.messages()).isEqualTo(status.head()).isGreaterThanOrEqualTo(known);
            assertThat(status.gaps()).isZero();
            TreeMap<Long, String> stored = new TreeMap<>();
            for (StoredMessage message : buffer.read(0, Long.MAX_VALUE - 1, 1_000_000)) {
                stored.put(
                        MessageId.seq(message.id()), HexFormat.of().toHexDigits((int) Checksum.of(message.payload())));
            }
            assertThat(journaled()).isEqualTo(stored);
        }
    }

    /** @return the last seq that the process said it had stored */
    private long appendUntil(long seq) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.millwright.edge.buffer.Appender",
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long said = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null && said < seq; line = out.readLine()) {
                said = line.matches("\\d+") ? Long.parseLong(line) : said;
            }
            process.destroyForcibly();
        }
        process.waitFor();
        assertThat(said).isGreaterThanOrEqualTo(seq);
        return said;
    }

    /** The appended messages less the voided ones. */
    private TreeMap<Long, String> journaled() throws Exception {
        TreeMap<Long, String> journaled = new TreeMap<>();
        List<String> streams = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("journal"))) {
            ObjectNode json = Json.read(line.getBytes(StandardCharsets.UTF_8)).orElseThrow();
            streams.add(json.path("stream").stringValue());
            switch (json.path("event").stringValue()) {
                case "append" ->
                    journaled.put(
                            json.path("seq").longValue(), json.path("crc32c").stringValue());
                case "void" -> journaled.remove(json.path("seq").longValue());
                default -> throw new IllegalStateException(line);
            }
        }
        assertThat(streams.stream().distinct()).hasSize(1);
        return journaled;
    }
}
