package io.millwright.runtime.ingest;

import io.millwright.wire.TenantId;
import io.millwright.wire.receipt.Hold;
import io.millwright.wire.receipt.StreamPositions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * What a writer's messages are answered: the acknowledgement to the broker, the receipt to the device and the point to whoever
 * listens, none of them before the commit. For one thread at a time.
 */
final class Answers {

    private final TenantId tenant;
    private final TenantIngest.Surroundings surroundings;
    private final LongConsumer settled;
    private final ReceiptDesk desk;

    /** @param settled takes what each message cost in memory, once it is answered or given up */
    Answers(TenantId tenant, TenantIngest.Surroundings surroundings, LongConsumer settled) {
        this.tenant = tenant;
        this.surroundings = surroundings;
        this.settled = settled;
        this.desk = new ReceiptDesk(surroundings.receipts());
    }

    /** After the commit. */
    void give(Batch batch, Map<StreamKey, StreamPositions> positions) {
        surroundings.failpoint().afterCommit();
        batch.messages().forEach(this::acknowledge);
        desk.answer(batch.messages(), positions);
        LivePoints.tell(surroundings.live(), tenant, batch);
        held(batch);
    }

    /** What is held needs no commit: nothing of it is stored. */
    void held(Batch batch) {
        batch.held().forEach(this::acknowledge);
        desk.held(batch.held());
    }

    /** While the batch cannot be stored. */
    void overload(Batch batch) {
        desk.hold(streams(batch), Hold.Reason.OVERLOAD);
    }

    /** Messages that are not answered here: they are asked for again. */
    void giveUp(Batch batch) {
        Stream.concat(batch.messages().stream(), batch.held().stream())
                .filter(message -> !message.acknowledged)
                .forEach(message -> settled.accept(TenantIngest.cost(message.arrival)));
    }

    private static Set<Decoded> streams(Batch batch) {
        Set<StreamKey> seen = new HashSet<>();
        Set<Decoded> one = new HashSet<>();
        for (Decoded message : batch.messages()) {
            String stream = message.stream();
            if (stream != null && seen.add(new StreamKey(message.device(), stream))) {
                one.add(message);
            }
        }
        return one;
    }

    private void acknowledge(Decoded message) {
        message.acknowledged = true;
        settled.accept(TenantIngest.cost(message.arrival));
        message.arrival.acknowledge().run();
    }
}
