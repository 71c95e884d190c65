package io.millwright.edge.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.edge.normalize.Point;
import io.millwright.edge.normalize.Quality;
import io.millwright.wire.receipt.Receipt;
import io.millwright.wire.telemetry.GapReason;
import io.millwright.wire.telemetry.SeqRange;
import io.millwright.wire.telemetry.TelemetryResult;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The buffer on a real disk, and what becomes of it when that disk lies. */
class BufferIT {

    private static final Pattern POSITION = Pattern.compile("\"stream\":\"([^\"]+)\",\"seq\":(\\d+)");

    @TempDir
    Path directory;

    private final List<Buffer> open = new ArrayList<>();

    private Buffer buffer() {
        return buffer(BufferLimits.DEFAULT);
    }

    private Buffer buffer(BufferLimits limits) {
        return buffer(limits, Journal.none());
    }

    private Buffer buffer(BufferLimits limits, Journal journal) {
        Buffer buffer = new Buffer(file(), directory.resolve("corrupt"), limits, journal);
        open.add(buffer);
        return buffer;
    }

    private Path file() {
        return directory.resolve("buffer.db");
    }

    @AfterEach
    void close() {
        open.forEach(Buffer::close);
    }

    private static List<Point> points(int value) {
        return List.of(
                new Point("temperature", 1_735_689_600_000L + value, (double) value, Quality.GOOD, "Cel"),
                new Point("text", 1_735_689_600_000L, "x".repeat(200), Quality.GOOD, null));
    }

    private static void append(Buffer buffer, int messages) throws BufferUnavailableException {
        for (int i = 0; i < messages; i++) {
            buffer.append(points(i));
        }
    }

    /** {@code stream seq} of all that lies there, the oldest first. */
    private static List<String> stored(Buffer buffer) throws BufferUnavailableException {
        return buffer.read(0, Long.MAX_VALUE - 1, 100_000).stream()
                .map(message -> position(message.payload()))
                .toList();
    }

    private static String position(byte[] payload) {
        Matcher position = POSITION.matcher(new String(payload, StandardCharsets.UTF_8));
        assertThat(position.find()).isTrue();
        return position.group(1) + " " + position.group(2);
    }

    private static List<String> of(String stream, int first, int last) {
        List<String> all = new ArrayList<>();
        for (int seq = first; seq <= last; seq++) {
            all.add(stream + " " + seq);
        }
        return all;
    }

    @Test
    void messages_are_numbered_from_one_on_and_survive_a_restart() throws Exception {
        Buffer first = buffer();
        append(first, 5);
        String stream = first.status().stream();
        first.close();

        Buffer second = buffer();
        append(second, 2);

        assertThat(stored(second)).isEqualTo(of(stream, 1, 7));
        assertThat(second.status().messages()).isEqualTo(7);
    }

    @Test
    void a_new_buffer_begins_a_new_stream() throws Exception {
        Buffer first = buffer();
        append(first, 1);
        String stream = first.status().stream();
        first.close();
        for (String part : List.of("", "-wal", "-shm", "-mark")) {
            Files.deleteIfExists(directory.resolve("buffer.db" + part));
        }

        assertThat(buffer().status().stream()).isNotEqualTo(stream);
    }

    @Test
    void a_receipt_deletes_what_it_covers_and_nothing_else() throws Exception {
        Buffer buffer = buffer();
        append(buffer, 10);
        String stream = buffer.status().stream();

        buffer.receipt(new Receipt(stream, 8, List.of(new SeqRange(2, 3), new SeqRange(6, 6)), null));

        assertThat(stored(buffer))
                .containsExactly(stream + " 2", stream + " 3", stream + " 6", stream + " 9", stream + " 10");
        assertThat(buffer.status().messages()).isEqualTo(5);
    }

    @Test
    void a_receipt_of_another_stream_or_beyond_what_was_written_deletes_nothing() throws Exception {
        Buffer buffer = buffer();
        append(buffer, 3);
        String stream = buffer.status().stream();

        assertThat(buffer.receipt(new Receipt("other", 3, List.of(), null)))
                .isInstanceOf(Buffer.Receipted.UnknownStream.class);
        assertThat(buffer.receipt(new Receipt(stream, 4, List.of(), null)))
                .isInstanceOf(Buffer.Receipted.BeyondHead.class);
        assertThat(stored(buffer)).hasSize(3);
    }

    @Test
    void the_cap_evicts_the_oldest_counts_them_and_declares_one_gap_until_it_is_settled() throws Exception {
        Buffer buffer = buffer(new BufferLimits(1 << 30, 20));
        append(buffer, 30);
        String stream = buffer.status().stream();

        assertThat(stored(buffer)).isEqualTo(of(stream, 11, 30));
        assertThat(buffer.status().evicted()).isEqualTo(10);
        assertThat(buffer.status().evictedPoints()).isEqualTo(20);
        List<TelemetryResult.Gap> declared = buffer.declareGaps();
        assertThat(declared)
                .containsExactly(new TelemetryResult.Gap(stream, List.of(new SeqRange(1, 10)), GapReason.CAP));

        buffer.receipt(new Receipt(stream, 12, List.of(new SeqRange(1, 10)), null));
        assertThat(buffer.declareGaps()).isEqualTo(declared);

        buffer.receipt(new Receipt(stream, 12, List.of(), null));
        assertThat(buffer.declareGaps()).isEmpty();
    }

    @Test
    void a_declared_gap_keeps_its_ends_and_the_next_eviction_begins_another() throws Exception {
        Buffer buffer = buffer(new BufferLimits(1 << 30, 5));
        append(buffer, 7);
        String stream = buffer.status().stream();
        buffer.declareGaps();

        append(buffer, 1);

        assertThat(buffer.declareGaps())
                .containsExactly(new TelemetryResult.Gap(
                        stream, List.of(new SeqRange(1, 2), new SeqRange(3, 3)), GapReason.CAP));
    }

    @Test
    void the_cap_counts_bytes_too() throws Exception {
        Buffer buffer = buffer(new BufferLimits(10_000, 1_000));

        append(buffer, 100);

        assertThat(buffer.status().bytes()).isLessThanOrEqualTo(10_000);
        assertThat(buffer.status().messages() + buffer.status().evicted()).isEqualTo(100);
    }

    @Test
    void a_flipped_bit_in_a_message_costs_that_message_alone_and_is_declared() throws Exception {
        Buffer first = buffer();
        append(first, 50);
        String stream = first.status().stream();
        first.close();
        flip("\"seq\":20,");

        Buffer second = buffer();
        List<String> stored = stored(second);

        assertThat(stored).hasSize(49).doesNotContain(stream + " 20");
        assertThat(second.declareGaps())
                .containsExactly(new TelemetryResult.Gap(stream, List.of(new SeqRange(20, 20)), GapReason.CORRUPT));
        assertThat(directory.resolve("corrupt")).isNotEmptyDirectory();
        append(second, 1);
        assertThat(stored(second)).endsWith(stream + " 51");
    }

    /** In the value behind the text, which no structure of the file depends on. */
    private void flip(String text) throws Exception {
        byte[] bytes = Files.readAllBytes(file());
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).isPositive();
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.seek(at + 80L);
            raw.write(bytes[at + 80] ^ 1);
        }
    }

    @Test
    void pages_of_nonsense_cost_what_lay_on_them_and_all_of_the_rest_is_saved() throws Exception {
        Buffer first = buffer();
        append(first, 400);
        String stream = first.status().stream();
        first.close();
        overwrite(20 * 4096, 8192);

        Buffer second = buffer();
        append(second, 1);

        assertThat(accounted(second, stream, 400)).isTrue();
        List<String> saved = stored(second);
        assertThat(saved).hasSizeGreaterThan(200);
        assertThat(saved.getLast()).isEqualTo(second.status().stream() + " 1");
        assertThat(second.status().stream()).isNotEqualTo(stream);
    }

    @Test
    void a_file_cut_short_is_rebuilt_and_what_was_cut_off_is_declared() throws Exception {
        Buffer first = buffer();
        append(first, 400);
        String stream = first.status().stream();
        first.close();
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.setLength(raw.length() / 2 / 4096 * 4096);
        }

        Buffer second = buffer();
        append(second, 1);

        assertThat(accounted(second, stream, 400)).isTrue();
        assertThat(stored(second)).hasSizeGreaterThan(50);
    }

    @Test
    void a_file_that_is_no_database_any_more_is_laid_aside_and_everything_in_it_is_declared() throws Exception {
        Buffer first = buffer();
        append(first, 10);
        String stream = first.status().stream();
        first.close();
        overwrite(0, 100);

        Buffer second = buffer();
        append(second, 1);

        assertThat(stored(second)).containsExactly(second.status().stream() + " 1");
        assertThat(second.declareGaps())
                .containsExactly(new TelemetryResult.Gap(stream, List.of(new SeqRange(1, 10)), GapReason.CORRUPT));
        second.receipt(new Receipt(stream, 0, List.of(), null));
        assertThat(second.declareGaps()).isEmpty();
    }

    @Test
    void what_a_rebuilt_buffer_gives_up_stands_in_the_journal() throws Exception {
        Path lines = directory.resolve("journal");
        String stream;
        try (Journal journal = Journal.open(lines);
                Buffer first = buffer(BufferLimits.DEFAULT, journal)) {
            append(first, 10);
            stream = first.status().stream();
            journal.appending(stream, 11, new byte[0], points(11)); // killed before its commit
        }
        overwrite(0, 100);

        try (Journal journal = Journal.open(lines);
                Buffer second = buffer(BufferLimits.DEFAULT, journal)) {
            append(second, 1);
        }

        assertThat(Files.readString(lines))
                .contains("{\"event\":\"void\",\"stream\":\"" + stream + "\",\"seq\":11}")
                .contains("{\"event\":\"lost\",\"stream\":\"" + stream
                        + "\",\"first\":1,\"last\":10,\"reason\":\"corrupt\"}");
    }

    /** Cut short by fault 11: the search for the rows behind the first gives the first again. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_file_that_leads_in_a_circle_is_saved_from_once() throws Exception {
        try (InputStream packed = BufferIT.class.getResourceAsStream("circle.db.gz")) {
            Files.copy(new GZIPInputStream(Objects.requireNonNull(packed)), file());
        }

        // Closed by this thread alone: one that searches for ever lets nobody else close it.
        try (Buffer buffer = new Buffer(file(), directory.resolve("corrupt"), BufferLimits.DEFAULT, Journal.none())) {
            append(buffer, 1);

            assertThat(stored(buffer)).doesNotHaveDuplicates().isNotEmpty();
        }
    }

    @Test
    void numbers_are_not_given_twice_when_the_log_lost_its_tail() throws Exception {
        Buffer first = buffer();
        append(first, 10);
        String stream = first.status().stream();
        first.close();
        byte[] early = Files.readAllBytes(file());
        Buffer second = buffer();
        append(second, 5);
        second.close();
        Files.write(file(), early);

        Buffer third = buffer();
        append(third, 1);

        assertThat(stored(third)).endsWith(stream + " 10", third.status().stream() + " 1");
        assertThat(third.status().stream()).isNotEqualTo(stream);
        assertThat(third.declareGaps())
                .containsExactly(new TelemetryResult.Gap(stream, List.of(new SeqRange(11, 15)), GapReason.CORRUPT));
    }

    private void overwrite(long at, int bytes) throws Exception {
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.seek(at);
            for (int i = 0; i < bytes; i++) {
                raw.write(0xA5);
            }
        }
    }

    /** Every message of the old stream is either there or declared as lost, and none is both. */
    private static boolean accounted(Buffer buffer, String stream, int head) throws BufferUnavailableException {
        TreeSet<Long> seqs = new TreeSet<>();
        for (String name : stored(buffer)) {
            if (name.startsWith(stream)) {
                assertThat(seqs.add(Long.parseLong(name.split(" ")[1]))).isTrue();
            }
        }
        for (TelemetryResult.Gap gap : buffer.declareGaps()) {
            assertThat(gap.stream()).isEqualTo(stream);
            for (SeqRange range : gap.ranges()) {
                for (long seq = range.first(); seq <= range.last(); seq++) {
                    assertThat(seqs.add(seq)).as("seq %d", seq).isTrue();
                }
            }
        }
        return seqs.size() == head && seqs.getFirst() == 1 && seqs.getLast() == head;
    }
}
