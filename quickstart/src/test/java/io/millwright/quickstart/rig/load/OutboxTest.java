package io.millwright.quickstart.rig.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.receipt.Receipt;
import io.millwright.wire.telemetry.SeqRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final Outbox outbox = new Outbox(100);

    @Test
    void only_what_a_receipt_covers_is_forgotten() throws Exception {
        fill(6);

        List<Outbox.Message> settled = outbox.settle(new Receipt("k3x9", 5, List.of(new SeqRange(2, 3)), null));

        assertThat(settled).extracting(Outbox.Message::seq).containsExactly(1L, 4L, 5L);
        assertThat(due(Long.MAX_VALUE)).containsExactly(2L, 3L, 6L);
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

    private void fill(int messages) throws InterruptedException {
        for (long seq = 1; seq <= messages; seq++) {
            outbox.add(new Outbox.Message(seq, new byte[0], seq, seq));
        }
    }

    private List<Long> due(long before) {
        return outbox.due(before, 1_000, 100).stream().map(Outbox.Message::seq).toList();
    }
}
