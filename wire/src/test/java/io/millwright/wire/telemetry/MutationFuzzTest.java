package io.millwright.wire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Strangers' bytes: the corpus, mutated. A run prints its seed; set {@code millwright.fuzz.seed} to repeat it and
 * {@code millwright.fuzz.iterations} for a longer one.
 */
class MutationFuzzTest {

    private static final int ITERATIONS = Integer.getInteger("millwright.fuzz.iterations", 60_000);
    /** Per message, of CPU and heap; hundreds of times what a message of this size takes. */
    private static final long NANOSECONDS = 2_000_000_000L;

    private static final long BYTES = 8L * 1024 * 1024;

    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "null",
            "true",
            "NaN",
            "1e400",
            "-0",
            "1e-400",
            "-",
            "9223372036854775808",
            "\"m\":",
            "\"tags\":",
            "\"gap\":",
            "\"v\":1",
            "\"v\":2",
            "\"x\":",
            "\"dt\":",
            "\"q\":",
            "\"seq\":",
            "\u0000",
            "\ufeff",
            "[[[[[[[[");

    @Test
    void no_mutation_makes_the_decoder_throw_or_run_away() throws Exception {
        long seed = Long.getLong("millwright.fuzz.seed", System.nanoTime());
        System.out.println("MutationFuzzTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> corpus = new ArrayList<>();
        for (Path file : CorpusTest.files().values()) {
            if (file.toString().endsWith(".json")) {
                corpus.add(Files.readAllBytes(file));
            }
        }
        TelemetryDecoder decoder = new TelemetryDecoder(TelemetryLimits.DEFAULT);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int measured = 0;
        for (int i = 0; i < ITERATIONS; i++) {
            byte[] payload = mutate(corpus, random);
            Points points = new Points(payload);
            long heap = threads.getCurrentThreadAllocatedBytes();
            long cpu = threads.getCurrentThreadCpuTime();
            TelemetryResult result = decodeOrTell(decoder, payload, points, seed, i);
            assertThat(threads.getCurrentThreadCpuTime() - cpu)
                    .as("seed %d, %d", seed, i)
                    .isLessThan(NANOSECONDS);
            assertThat(threads.getCurrentThreadAllocatedBytes() - heap)
                    .as("seed %d, %d", seed, i)
                    .isLessThan(BYTES);
            if (result instanceof TelemetryResult.Measured) {
                measured++;
            } else {
                assertThat(points.all()).as("seed %d, %d", seed, i).isEmpty();
            }
        }
        assertThat(measured).as("mutations that stayed messages, seed %d", seed).isPositive();
    }

    private static TelemetryResult decodeOrTell(
            TelemetryDecoder decoder, byte[] payload, Points points, long seed, int iteration) {
        try {
            return decoder.decode(payload, Points.WINDOW, points);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + ", " + iteration + ": " + Arrays.toString(payload), e);
        }
    }

    private static byte[] mutate(List<byte[]> corpus, SplittableRandom random) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        for (int times = random.nextInt(1, 6); times > 0; times--) {
            int at = random.nextInt(bytes.length + 1);
            switch (random.nextInt(6)) {
                case 0 -> bytes = splice(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
                case 1 -> bytes = splice(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 9)), new byte[0]);
                case 2 -> {
                    if (at < bytes.length) {
                        bytes[at] ^= (byte) (1 << random.nextInt(8));
                    }
                }
                case 3 -> {
                    String token = TOKENS.get(random.nextInt(TOKENS.size()));
                    bytes = splice(bytes, at, at, token.getBytes(StandardCharsets.UTF_8));
                }
                case 4 -> {
                    int to = random.nextInt(at, bytes.length + 1);
                    int where = random.nextInt(bytes.length + 1);
                    bytes = splice(bytes, where, where, Arrays.copyOfRange(bytes, at, to));
                }
                default -> {
                    byte[] other = corpus.get(random.nextInt(corpus.size()));
                    bytes = splice(bytes, at, bytes.length, Arrays.copyOfRange(other, other.length / 2, other.length));
                }
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] between) {
        byte[] spliced = new byte[from + between.length + bytes.length - to];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(between, 0, spliced, from, between.length);
        System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
        return spliced;
    }

    /** Names of one {@link String#hashCode}: quadratic in anything that trusts it. */
    @Test
    void tags_that_collide_by_intent_cost_no_more_than_others() {
        String colliding = IntStream.range(0, 4_096)
                .mapToObj(i -> String.format("%12s", Integer.toBinaryString(i)).replace(' ', '0'))
                .map(bits -> bits.replace("0", "Aa").replace("1", "BB"))
                .map(name -> "\"" + name + "\":1")
                .collect(Collectors.joining(",", "{\"v\":1,\"ts\":1735689600000,\"m\":{", "}}"));
        byte[] payload = colliding.getBytes(StandardCharsets.UTF_8);
        TelemetryDecoder decoder = new TelemetryDecoder(TelemetryLimits.DEFAULT);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20; i++) {
            decoder.decode(payload, Points.WINDOW, new Points(payload));
        }
        long cpu = threads.getCurrentThreadCpuTime();
        Points points = new Points(payload);
        decoder.decode(payload, Points.WINDOW, points);
        assertThat(points.good).hasSize(4_096);
        assertThat(threads.getCurrentThreadCpuTime() - cpu).isLessThan(500_000_000L);
    }
}
