package io.millwright.wire.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.wire.receipt.StreamPositions.Answer;
import io.millwright.wire.receipt.StreamPositions.Moment;
import io.millwright.wire.receipt.StreamPositions.State;
import io.millwright.wire.telemetry.SeqRange;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class StreamPositionsTest {

    /** Either a message or a declared gap. */
    record Event(boolean gap, long first, long last) {}

    /** The contract, word for word, over plain sets. */
    private static final class Model {

        final TreeSet<Long> stored = new TreeSet<>();
        final TreeSet<Long> lost = new TreeSet<>();

        Answer settle(long seq) {
            lost.remove(seq);
            return stored.add(seq) ? Answer.NEW : Answer.DUPLICATE;
        }

        void declareLost(long first, long last) {
            for (long seq = first; seq <= last; seq++) {
                if (!stored.contains(seq)) {
                    lost.add(seq);
                }
            }
        }

        TreeSet<Long> absent() {
            TreeSet<Long> absent = new TreeSet<>();
            for (long seq = 1; seq < highest(); seq++) {
                if (!stored.contains(seq) && !lost.contains(seq)) {
                    absent.add(seq);
                }
            }
            return absent;
        }

        long highest() {
            return stored.isEmpty() ? 0 : stored.last();
        }

        long holes() {
            TreeSet<Long> absent = absent();
            return absent.stream().filter(seq -> !absent.contains(seq - 1)).count();
        }
    }

    @Provide
    Arbitrary<List<Event>> scattered() {
        return events(400, 1);
    }

    @Provide
    Arbitrary<List<Event>> crowded() {
        return events(40, 8);
    }

    private static Arbitrary<List<Event>> events(int seqs, int messagesPerGap) {
        Arbitrary<Integer> seq = Arbitraries.integers().between(1, seqs);
        return Combinators.combine(
                        Arbitraries.integers().between(0, messagesPerGap * 6),
                        seq,
                        Arbitraries.integers().between(0, 6))
                .as((kind, first, length) ->
                        kind == 0 ? new Event(true, first, first + length) : new Event(false, first, first))
                .list()
                .ofMaxSize(350);
    }

    @Property(tries = 400)
    void scattered_streams_are_tracked_like_sets(@ForAll("scattered") List<Event> events) {
        follow(events);
    }

    @Property(tries = 400)
    void crowded_streams_are_tracked_like_sets(@ForAll("crowded") List<Event> events) {
        follow(events);
    }

    private static void follow(List<Event> events) {
        Model model = new Model();
        StreamPositions positions = new StreamPositions(State.empty("k3x9"));
        for (Event event : events) {
            if (event.gap()) {
                model.declareLost(event.first(), event.last());
                positions.declareLost(new SeqRange(event.first(), event.last()));
            } else {
                assertThat(positions.settle(event.first())).isEqualTo(model.settle(event.first()));
            }
            // As the runtime does between two transactions.
            positions = new StreamPositions(positions.state());
        }
        agrees(positions.receipt(null), model);
    }

    /** Of everything that is missing the nearest stored messages are known, whatever came in which order; and of nothing else. */
    @Property(tries = 400)
    void the_times_beside_what_is_missing_are_those_of_the_nearest_stored_messages(
            @ForAll("crowded") List<Event> events) {
        TreeSet<Long> timed = new TreeSet<>();
        StreamPositions positions = new StreamPositions(State.empty("k3x9"));
        for (Event event : events) {
            if (event.gap()) {
                positions.declareLost(new SeqRange(event.first(), event.last()));
            } else {
                // What is quarantined has no time.
                long time = event.first() % 5 == 0 ? StreamPositions.UNTIMED : 1_000 * event.first();
                if (positions.settle(event.first(), time) == Answer.NEW && time != StreamPositions.UNTIMED) {
                    timed.add(event.first());
                }
            }
            State state = positions.state();
            assertThat(state.times()).isEqualTo(beside(timed, state));
            if (event.first() % 3 == 0) {
                positions = new StreamPositions(state);
            }
        }
    }

    private static List<Moment> beside(TreeSet<Long> timed, State state) {
        TreeSet<Long> beside = new TreeSet<>();
        Stream.concat(state.missing().stream(), state.lost().stream()).forEach(range -> {
            Long below = timed.lower(range.first());
            Long above = timed.higher(range.last());
            beside.addAll(Stream.of(below, above).filter(Objects::nonNull).toList());
        });
        if (!timed.isEmpty()) {
            beside.add(timed.last());
        }
        return beside.stream().map(seq -> new Moment(seq, 1_000 * seq)).toList();
    }

    private static void agrees(Receipt receipt, Model model) {
        long holes = model.holes();
        if (holes <= Receipt.MOST_RANGES) {
            assertThat(receipt.committed()).isEqualTo(model.highest());
        } else {
            assertThat(receipt.committed()).isLessThan(model.highest());
            assertThat(receipt.missing()).hasSize(Receipt.MOST_RANGES);
        }
        assertThat(receipt.missing()).hasSizeLessThanOrEqualTo(Receipt.MOST_RANGES);
        TreeSet<Long> absent = model.absent();
        for (long seq = 1; seq <= model.highest() + 2; seq++) {
            boolean settled = seq <= receipt.committed() && !absent.contains(seq);
            assertThat(receipt.covers(seq)).as("seq %d of %s", seq, receipt).isEqualTo(settled);
        }
    }

    @Example
    void a_receipt_commits_as_high_as_64_ranges_reach() {
        StreamPositions positions = new StreamPositions(State.empty("k3x9"));
        for (long seq = 2; seq <= 200; seq += 2) {
            positions.settle(seq);
        }
        Receipt receipt = positions.receipt(null);
        // The 65th hole is 129: everything below is known.
        assertThat(receipt.committed()).isEqualTo(128);
        assertThat(receipt.missing()).hasSize(64).last().isEqualTo(new SeqRange(127, 127));
    }

    @Example
    void an_outage_sent_newest_first_is_one_hole_that_shrinks_to_none() {
        StreamPositions positions = new StreamPositions(new State("k3x9", 43, List.of(), List.of()));
        assertThat(positions.settle(10_000)).isEqualTo(Answer.NEW);
        assertThat(positions.receipt(null).missing()).containsExactly(new SeqRange(44, 9_999));
        for (long seq = 44; seq < 10_000; seq++) {
            assertThat(positions.settle(seq)).isEqualTo(Answer.NEW);
        }
        assertThat(positions.state()).isEqualTo(new State("k3x9", 10_000, List.of(), List.of()));
    }

    @Example
    void a_gap_ahead_of_its_stream_closes_the_hole_before_it_opens() {
        StreamPositions positions = new StreamPositions(new State("k3x9", 43, List.of(), List.of()));
        positions.declareLost(new SeqRange(44, 51));
        assertThat(positions.receipt(null).committed()).isEqualTo(43);
        positions.settle(53);
        assertThat(positions.receipt(null)).isEqualTo(receipt(53, new SeqRange(52, 52)));
    }

    @Example
    void a_message_that_comes_after_its_gap_is_stored_once() {
        StreamPositions positions =
                new StreamPositions(new State("k3x9", 60, List.of(new SeqRange(44, 51)), List.of()));
        positions.declareLost(new SeqRange(40, 51));
        assertThat(positions.receipt(null)).isEqualTo(receipt(60, null));
        assertThat(positions.settle(45)).isEqualTo(Answer.NEW);
        assertThat(positions.settle(45)).isEqualTo(Answer.DUPLICATE);
        assertThat(positions.settle(40)).isEqualTo(Answer.DUPLICATE);
    }

    @Example
    void gaps_of_any_size_cost_nothing_and_seqs_at_the_limit_work() {
        StreamPositions positions = new StreamPositions(State.empty("k3x9"));
        positions.declareLost(new SeqRange(1, SeqRange.MAX_SEQ));
        assertThat(positions.settle(SeqRange.MAX_SEQ)).isEqualTo(Answer.NEW);
        assertThat(positions.receipt(null)).isEqualTo(receipt(SeqRange.MAX_SEQ, null));
        assertThatThrownBy(() -> positions.settle(SeqRange.MAX_SEQ + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> positions.settle(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void a_stream_with_too_many_holes_takes_only_what_closes_them() {
        StreamPositions positions = new StreamPositions(State.empty("k3x9"));
        long seq = 0;
        while (positions.settle(seq + 2) == Answer.NEW) {
            seq += 2;
        }
        State full = positions.state();
        assertThat(full.missing()).hasSize(StreamPositions.MOST_HOLES);
        assertThat(positions.settle(seq + 1)).isEqualTo(Answer.NEW);
        assertThat(positions.settle(1)).isEqualTo(Answer.NEW);
        assertThat(positions.settle(seq + 3)).isEqualTo(Answer.NEW);
        assertThat(positions.state().missing()).hasSize(StreamPositions.MOST_HOLES);
    }

    @Example
    void losses_are_remembered_in_a_bounded_row() {
        StreamPositions positions = new StreamPositions(State.empty("k3x9"));
        for (long seq = 1; seq < 5_000; seq += 2) {
            positions.declareLost(new SeqRange(seq, seq));
        }
        assertThat(positions.state().lost()).hasSize(StreamPositions.MOST_HOLES);
    }

    private static Receipt receipt(long committed, @Nullable SeqRange missing) {
        return new Receipt("k3x9", committed, missing == null ? List.of() : List.of(missing), null);
    }
}
