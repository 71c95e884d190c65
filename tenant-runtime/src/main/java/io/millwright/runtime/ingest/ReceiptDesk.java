package io.millwright.runtime.ingest;

import io.millwright.wire.DeviceTopic;
import io.millwright.wire.TopicKind;
import io.millwright.wire.receipt.Hold;
import io.millwright.wire.receipt.Receipt;
import io.millwright.wire.receipt.ReceiptCodec;
import io.millwright.wire.receipt.StreamPositions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers devices after a commit: one receipt per stream that was touched or asked for. One writer's; for one thread. */
final class ReceiptDesk {

    private final Receipts receipts;
    private final LatestReceipts latest;
    private final Holds holds = new Holds();

    /** What one stream is to be told. */
    private static final class Answer {
        private @Nullable DeviceTopic topic;
        private boolean settled;
    }

    ReceiptDesk(Receipts receipts) {
        this.receipts = receipts;
        this.latest = new LatestReceipts(receipts);
    }

    /** @param positions as committed */
    void answer(List<Decoded> messages, Map<StreamKey, StreamPositions> positions) {
        Map<StreamKey, Answer> answers = new HashMap<>();
        Map<String, DeviceTopic> online = new HashMap<>();
        for (Decoded message : messages) {
            String stream = message.stream();
            if (stream != null) {
                note(answers.computeIfAbsent(new StreamKey(message.device(), stream), _ -> new Answer()), message);
            } else if (message.outcome == Decoded.Outcome.REPORT) {
                online.put(message.device(), message.arrival.topic());
            }
        }
        positions.forEach((key, stream) -> {
            DeviceTopic topic = online.get(key.device());
            if (topic != null && !answers.containsKey(key)) {
                send(topic, stream.receipt(null));
            }
        });
        answers.forEach((key, answer) -> {
            StreamPositions stream = positions.get(key);
            if (stream != null && answer.topic != null && answer.settled) {
                Receipt receipt = stream.receipt(null);
                holds.told(key, receipt);
                send(answer.topic, receipt);
            }
        });
    }

    private static void note(Answer answer, Decoded message) {
        answer.topic = message.arrival.topic();
        switch (message.outcome) {
            case STORED, DUPLICATE, QUARANTINED, GAP -> answer.settled = true;
            case DROPPED, REPORT, UNDECIDED -> {}
        }
    }

    /** While nothing can be committed. */
    void hold(Collection<Decoded> onePerStream, Hold.Reason reason) {
        onePerStream.forEach(message -> ask(message, reason));
    }

    /** What was set aside, whatever else is committed. */
    void held(Collection<Decoded> messages) {
        for (Decoded message : messages) {
            if (message.hold != null) {
                ask(message, message.hold);
            }
        }
    }

    private void ask(Decoded message, Hold.Reason reason) {
        String stream = message.stream();
        if (stream != null) {
            StreamKey key = new StreamKey(message.device(), stream);
            Hold hold = holds.due(key, reason, System.nanoTime());
            if (hold != null) {
                send(message.arrival.topic(), holds.asking(key, hold));
            }
        }
    }

    /** One that asks to wait goes by itself: a later one would not say so. */
    private void send(DeviceTopic topic, Receipt receipt) {
        String answer = new DeviceTopic(topic.tenant(), topic.site(), topic.device(), TopicKind.RECEIPT).name();
        byte[] bytes = ReceiptCodec.encode(receipt);
        if (receipt.hold() == null) {
            latest.send(new StreamKey(topic.device().value(), receipt.stream()), answer, bytes);
        } else {
            var _ = receipts.send(answer, bytes);
        }
    }
}
