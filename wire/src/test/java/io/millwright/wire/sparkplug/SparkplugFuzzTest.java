package io.millwright.wire.sparkplug;

import static io.millwright.wire.sparkplug.Heard.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.millwright.wire.SparkplugKind;
import io.millwright.wire.telemetry.TelemetryResult;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Strangers' bytes: good payloads, mutated, into edge nodes that live on. A run prints its seed; set
 * {@code millwright.fuzz.seed} to repeat it and {@code millwright.fuzz.iterations} for a longer one.
 */
class SparkplugFuzzTest {

    private static final int ITERATIONS = Integer.getInteger("millwright.fuzz.iterations", 60_000);
    /** Per message, of CPU and heap; hundreds of times what a message of this size takes. */
    private static final long NANOSECONDS = 2_000_000_000L;

    private static final long BYTES = 8L * 1024 * 1024;

    private static final List<SparkplugKind> KINDS = List.of(
            SparkplugKind.NBIRTH,
            SparkplugKind.DBIRTH,
            SparkplugKind.NDATA,
            SparkplugKind.DDATA,
            SparkplugKind.NDEATH,
            SparkplugKind.DDEATH);

    private static final List<byte[]> CORPUS = List.of(
            Heard.birth().bytes(),
            Payload.empty().bdSeq(7).bytes(),
            Payload.at(NOW, 1).data(1, NOW, value -> value.real(1.5)).bytes(),
            Payload.at(NOW, 2)
                    .born("speed", 2, 3, NOW, value -> value.integer(900).quality(192))
                    .born("name", 3, 12, NOW, value -> value.string("grün").unit("bar"))
                    .born("on", 4, 11, NOW, value -> value.truth(true))
                    .born("large", 5, 8, NOW, value -> value.large(-1))
                    .born("small", 6, 9, NOW, value -> value.small(0.25f))
                    .bytes(),
            Payload.at(NOW, 3)
                    .metric(metric -> metric.text(1, "t")
                            .number(4, 19)
                            .message(
                                    18,
                                    template -> template.text(1, "v")
                                            .metric(inner -> inner.text(1, "x")
                                                    .number(4, 3)
                                                    .integer(1))))
                    .metric(metric -> metric.text(1, "d")
                            .number(4, 16)
                            .message(
                                    17,
                                    set -> set.number(1, 2).text(2, "column").number(3, 3)))
                    .text(4, "uuid")
                    .bytes());

    @Test
    void no_mutation_makes_the_decoder_throw_run_away_or_keep_what_it_refuses() {
        long seed = Long.getLong("millwright.fuzz.seed", System.nanoTime());
        System.out.println("SparkplugFuzzTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Heard heard = new Heard();
        int measured = 0;
        for (int i = 0; i < ITERATIONS; i++) {
            if (i % 500 == 0) {
                heard = new Heard().born();
            }
            byte[] payload = mutate(random);
            SparkplugKind kind = KINDS.get(random.nextInt(KINDS.size()));
            String subDevice = kind.ofSubDevice() ? "d" + random.nextInt(3) : null;
            long heap = threads.getCurrentThreadAllocatedBytes();
            long cpu = threads.getCurrentThreadCpuTime();
            boolean read = hear(heard, kind, subDevice, payload, seed, i);
            assertThat(threads.getCurrentThreadCpuTime() - cpu)
                    .as("seed %d, %d", seed, i)
                    .isLessThan(NANOSECONDS);
            assertThat(threads.getCurrentThreadAllocatedBytes() - heap)
                    .as("seed %d, %d", seed, i)
                    .isLessThan(BYTES);
            measured += read ? 1 : 0;
        }
        assertThat(measured).as("mutations that stayed messages, seed %d", seed).isPositive();
    }

    private static boolean hear(
            Heard heard,
            SparkplugKind kind,
            @org.jspecify.annotations.Nullable String subDevice,
            byte[] payload,
            long seed,
            int iteration) {
        try {
            if (!kind.measures()) {
                heard.death(kind, subDevice, Payload.of(payload));
                return false;
            }
            TelemetryResult result = heard.hear(kind, subDevice, payload);
            if (result instanceof TelemetryResult.Measured of) {
                assertThat(heard.points.good).hasSize(of.goodPoints());
                assertThat(heard.points.bad).hasSize(of.badPoints());
                return true;
            }
            assertThat(heard.points.all()).as("seed %d, %d", seed, iteration).isEmpty();
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(
                    "seed " + seed + ", " + iteration + ": " + kind + " "
                            + HexFormat.of().formatHex(payload),
                    e);
        }
    }

    private static byte[] mutate(SplittableRandom random) {
        byte[] bytes = CORPUS.get(random.nextInt(CORPUS.size())).clone();
        for (int times = random.nextInt(0, 5); times > 0; times--) {
            int at = random.nextInt(bytes.length + 1);
            switch (random.nextInt(5)) {
                case 0 -> bytes = splice(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
                case 1 -> bytes = splice(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 9)), new byte[0]);
                case 2 -> {
                    if (at < bytes.length) {
                        bytes[at] ^= (byte) (1 << random.nextInt(8));
                    }
                }
                case 3 -> {
                    byte[] whole = CORPUS.get(random.nextInt(CORPUS.size()));
                    bytes = splice(bytes, bytes.length, bytes.length, whole);
                }
                default -> {
                    int to = random.nextInt(at, bytes.length + 1);
                    int where = random.nextInt(bytes.length + 1);
                    bytes = splice(bytes, where, where, Arrays.copyOfRange(bytes, at, to));
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
}
