package io.millwright.runtime.ingest;

import static io.millwright.runtime.ingest.Messages.NOW;
import static io.millwright.runtime.ingest.Messages.batch;
import static io.millwright.runtime.ingest.Messages.telemetry;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.receipt.Hold;
import io.millwright.wire.receipt.StreamPositions;
import io.millwright.wire.telemetry.TimeWindow;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReceiptDeskTest {

    private final List<String> sent = new ArrayList<>();

    private final ReceiptDesk desk = new ReceiptDesk((topic, receipt) -> note(receipt));

    private CompletableFuture<Void> note(byte[] receipt) {
        sent.add(new String(receipt, StandardCharsets.UTF_8));
        return new CompletableFuture<>();
    }

    private static Decoded message(long seq) {
        return new Batch(
                        new SeriesCache(SeriesQuota.NONE, System::nanoTime),
                        new EdgeNodes(Receipts.NOWHERE, Clock.systemUTC(), System::nanoTime))
                .add(telemetry("d1", batch("s", seq)), TimeWindow.at(Instant.ofEpochMilli(NOW), Duration.ofDays(7)));
    }

    private static Decoded held(long seq) {
        Decoded message = message(seq);
        message.hold = Hold.Reason.QUOTA;
        return message;
    }

    @Test
    void whoever_is_asked_to_wait_is_told_again_what_is_settled() {
        Decoded stored = message(3);
        stored.outcome = Decoded.Outcome.STORED;
        StreamPositions positions = new StreamPositions(new StreamPositions.State("s", 0, List.of(), List.of()));
        positions.settle(3);
        desk.answer(List.of(stored), Map.of(new StreamKey("d1", "s"), positions));

        desk.held(List.of(held(4)));

        assertThat(sent).hasSize(2).allMatch(receipt -> receipt.contains("\"committed\":3,\"missing\":[[1,2]]"));
        assertThat(sent.getLast()).contains("\"reason\":\"quota\"");
    }

    @Test
    void of_a_stream_that_was_told_nothing_the_request_to_wait_covers_nothing() {
        desk.held(List.of(held(4), held(5)));

        assertThat(sent).singleElement().asString().contains("\"committed\":0,\"missing\":[]", "\"reason\":\"quota\"");
    }
}
