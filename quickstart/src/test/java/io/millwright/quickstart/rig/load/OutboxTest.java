package io.millwright.quickstart.rig.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.receipt.Receipt;
import io.millwright.wire.telemetry.SeqRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final Outbox outbox = new Outbox(200);

    @Test
    void only_what_a_receipt_covers_is_forgotten() throws Exception {
        fill(6);

        List<Outbox.Message> settled = outbox.settle(new Receipt("k3x9", 5, List.of(new SeqRange(2, 3)), null));

        assertThat(settled).extracting(Outbox.Message::seq).containsExactly(1L, 4L, 5L);
        assertThat(due(Long.MAX_VALUE)).containsExactly(2L, 3L, 6L);
    }

    @Test
    void a_receipt_that_asks_to_wait_and_one_that_misses_the_first_cover_what_they_say() throws Exception {
        fill(3);

        assertThat(outbox.settle(new Receipt("k3x9", 0, List.of(), null))).isEmpty();
        assertThat(outbox.settle(new Receipt("k3x9", 2, List.of(new SeqRange(1, 1)), null)))
                .extracting(Outbox.Message::seq)
                .containsExactly(2L);
        assertThat(due(Long.MAX_VALUE)).containsExactly(1L, 3L);
    }

    @Test
    void a_message_is_due_again_only_when_it_was_not_sent_for_long_enough() throws Exception {
        fill(3);

        assertThat(due(2)).containsExactly(1L); // sent at 1, 2 and 3
        assertThat(due(2)).isEmpty(); // it counts as sent at 1,000 now
        assertThat(due(4)).containsExactly(2L, 3L);
    }

    @Test
    void as_many_are_due_as_are_asked_for() throws Exception {
        fill(10);

        assertThat(outbox.due(100, 1_000, 4)).extracting(Outbox.Message::seq).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void a_backlog_goes_out_as_fast_as_receipts_come_and_what_waits_in_it_is_not_due() throws Exception {
        fill(100);
        outbox.reconnected();

        assertThat(backlog()).hasSize(Outbox.BACKLOG_UNDER_WAY).startsWith(1L);
        assertThat(backlog()).isEmpty();
        assertThat(due(100)).isEmpty();
        assertThat(due(2_000)).hasSize(Outbox.BACKLOG_UNDER_WAY).doesNotContain(65L);

        outbox.settle(new Receipt("k3x9", 10, List.of(), null));
        assertThat(backlog()).containsExactly(65L, 66L, 67L, 68L, 69L, 70L, 71L, 72L, 73L, 74L);
        outbox.settle(new Receipt("k3x9", 74, List.of(), null));
        assertThat(backlog()).hasSize(26).endsWith(100L);
        assertThat(due(2_000)).hasSize(26);
    }

    @Test
    void what_comes_after_the_connection_is_no_backlog() throws Exception {
        fill(2);
        outbox.reconnected();
        outbox.add(new Outbox.Message(3, new byte[0], 3, 3));

        assertThat(backlog()).containsExactly(1L, 2L);
        outbox.settle(new Receipt("k3x9", 3, List.of(), null));
        outbox.reconnected();
        assertThat(backlog()).isEmpty();
    }

    private List<Long> backlog() {
        return outbox.backlog(1_000).stream().map(Outbox.Message::seq).toList();
    }

    private void fill(int messages) throws InterruptedException {
        for (long seq = 1; seq <= messages; seq++) {
            outbox.add(new Outbox.Message(seq, new byte[0], seq, seq));
        }
    }

    private List<Long> due(long before) {
        return outbox.due(before, 1_000, 100).stream().map(Outbox.Message::seq).toList();
    }
}
