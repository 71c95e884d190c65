package io.millwright.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LatestReceiptsTest {

    private static final StreamKey STREAM = new StreamKey("d1", "s");

    private final List<String> sent = new ArrayList<>();

    private final List<CompletableFuture<Void>> taken = new ArrayList<>();

    private final LatestReceipts receipts = new LatestReceipts((_, receipt) -> {
        sent.add(new String(receipt, StandardCharsets.US_ASCII));
        taken.add(new CompletableFuture<>());
        return taken.getLast();
    });

    private void send(StreamKey stream, String receipt) {
        receipts.send(stream, "topic", receipt.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void while_the_broker_has_not_taken_one_only_the_newest_waits() {
        send(STREAM, "1");
        send(STREAM, "2");
        send(STREAM, "3");
        assertThat(sent).containsExactly("1");

        taken.getFirst().complete(null);

        assertThat(sent).containsExactly("1", "3");
        send(STREAM, "4");
        taken.getLast().completeExceptionally(new IllegalStateException("no connection"));
        assertThat(sent).containsExactly("1", "3", "4");
    }

    @Test
    void streams_do_not_wait_for_each_other_and_nothing_is_kept_of_them() {
        send(STREAM, "1");
        send(new StreamKey("d1", "other"), "a");
        assertThat(sent).containsExactly("1", "a");

        taken.forEach(one -> one.complete(null));
        send(STREAM, "2");

        assertThat(sent).containsExactly("1", "a", "2");
    }
}
