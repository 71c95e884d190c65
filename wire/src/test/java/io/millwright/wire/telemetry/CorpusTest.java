package io.millwright.wire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Messages as files: {@code valid-*.json} with {@code .expected} beside it, and {@code invalid-<reason>-*.json}, whose
 * name says why it is refused whole.
 */
class CorpusTest {

    /** Said of Sparkplug payloads alone; SparkplugReasonsTest has them. */
    private static final Set<Enum<?>> OF_SPARKPLUG = Set.of(
            Refusal.NOT_PROTOBUF,
            Refusal.BODY,
            Refusal.BAD_SEQ,
            Refusal.BAD_SUB_DEVICE,
            Refusal.TOO_MANY_SUB_DEVICES,
            Refusal.BAD_BD_SEQ,
            Refusal.OTHER_BD_SEQ,
            PointFault.NOT_BORN,
            PointFault.UNKNOWN_ALIAS,
            PointFault.DUPLICATE_ALIAS,
            PointFault.TOO_MANY_METRICS,
            PointFault.UNSUPPORTED_TYPE,
            PointFault.TYPE_DIFFERS,
            PointFault.NOT_FINITE);

    private final TelemetryDecoder decoder = new TelemetryDecoder(TelemetryLimits.DEFAULT);

    @TestFactory
    Stream<DynamicTest> every_message_is_read_as_its_file_says() throws Exception {
        return files().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".json"))
                .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> check(file.getKey(), file.getValue())));
    }

    @Test
    void no_expectation_is_left_over() throws Exception {
        TreeMap<String, Path> files = files();
        assertThat(files.keySet())
                .filteredOn(name -> name.endsWith(".expected"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(files).containsKey(name.replace(".expected", ".json")));
    }

    @Test
    void every_reason_that_fits_a_file_has_one() throws Exception {
        TreeMap<String, Path> files = files();
        String names = String.join("\n", files.keySet());
        for (Refusal refusal : Refusal.values()) {
            // These two take large messages; TelemetryLimitsTest makes them.
            if (refusal != Refusal.TOO_LARGE && refusal != Refusal.TOO_MANY_POINTS && !OF_SPARKPLUG.contains(refusal)) {
                assertThat(names).contains("invalid-" + refusal.slug());
            }
        }
        for (PointFault fault : PointFault.values()) {
            // The bytes do not decide a quota, but whoever takes the points.
            if (fault != PointFault.SERIES_QUOTA && !OF_SPARKPLUG.contains(fault)) {
                assertThat(names).contains("valid-but-" + fault.slug());
            }
        }
    }

    private void check(String name, Path file) throws IOException {
        byte[] payload = Files.readAllBytes(file);
        Points points = new Points(payload);
        TelemetryResult result = decoder.decode(payload, Points.WINDOW, points);
        String bare = name.substring(name.indexOf('/') + 1, name.lastIndexOf('.'));
        if (bare.startsWith("invalid-")) {
            String slug = bare.substring("invalid-".length()).split("-", 2)[0];
            assertThat(result)
                    .isInstanceOfSatisfying(
                            TelemetryResult.Refused.class,
                            refused -> assertThat(refused.reason().slug()).isEqualTo(slug));
            assertThat(points.all()).isEmpty();
        } else {
            Path expected = file.resolveSibling(bare + ".expected");
            assertThat(lines(result, points)).isEqualTo(Files.readAllLines(expected));
        }
    }

    private static List<String> lines(TelemetryResult result, Points points) {
        List<String> lines = new ArrayList<>();
        switch (result) {
            case TelemetryResult.Refused refused ->
                lines.add("refused " + refused.reason().slug());
            case TelemetryResult.Gap gap -> {
                StringBuilder line = new StringBuilder("gap " + gap.stream() + " " + gap.reason());
                gap.ranges()
                        .forEach(range -> line.append(" ")
                                .append(range.first())
                                .append("-")
                                .append(range.last()));
                lines.add(line.toString());
            }
            case TelemetryResult.Measured measured -> {
                MessagePosition position = measured.position();
                lines.add("position " + (position == null ? "none" : position.stream() + " " + position.seq()));
                if (measured.status() != null) {
                    lines.add("status " + measured.status());
                }
                lines.addAll(points.all());
                assertThat(measured.goodPoints()).isEqualTo(points.good.size());
                assertThat(measured.badPoints()).isEqualTo(points.bad.size());
            }
        }
        return lines;
    }

    static TreeMap<String, Path> files() throws IOException, URISyntaxException {
        URL corpus = Objects.requireNonNull(CorpusTest.class.getResource("corpus"));
        Path root = Path.of(corpus.toURI());
        TreeMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(root)) {
            found.filter(Files::isRegularFile)
                    .forEach(file -> files.put(
                            root.relativize(file).toString().replace('\\', '/').toLowerCase(Locale.ROOT), file));
        }
        return files;
    }
}
