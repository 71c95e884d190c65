package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.DatabaseFigure;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Journal;
import io.millwright.quickstart.rig.load.Load;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.waiting.Await;
import io.millwright.wire.telemetry.BatchEncoder;
import io.millwright.wire.telemetry.GapReason;
import io.millwright.wire.telemetry.SeqRange;
import io.millwright.wire.telemetry.TelemetryResult;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Row 17: messages come twice, out of order and not at all; some losses are declared and some are not. */
final class Scrambled implements Fault {

    private static final int MESSAGES = 5_000;
    private static final int BLOCK = 100;
    private static final Duration BOUND = Duration.ofSeconds(60);

    @Override
    public String id() {
        return "17";
    }

    @Override
    public String what() {
        return "duplicate, reordered and absent messages";
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        Rig rig = scene.rig();
        List<String> complaints = new ArrayList<>();
        long twice = 0;
        try (LoadDevice device = rig.device("press-1", Shape.TEN, 1, _ -> {}).awaitConnected();
                Connection connection = rig.database()) {
            Journal journal = device.journal();
            for (int block = 0; block < MESSAGES / BLOCK; block++) {
                List<Long> order = new ArrayList<>();
                SeqRange absent = new SeqRange(
                        block * BLOCK + 11L, block * BLOCK + 11L + scene.seed().below(20));
                // The last block leaves nothing out: its end is the stream's highest.
                boolean whole = block == MESSAGES / BLOCK - 1;
                for (long seq = block * BLOCK + 1L; seq <= (block + 1L) * BLOCK; seq++) {
                    if (whole || !absent.contains(seq)) {
                        journal.append(seq);
                        order.add(scene.seed().below(order.size() + 1), seq);
                    }
                }
                for (int i = 0; i < BLOCK / 4; i++) {
                    order.add(
                            scene.seed().below(order.size() + 1),
                            order.get(scene.seed().below(order.size())));
                    twice++;
                }
                if (!whole && block % 2 == 0) {
                    journal.lose(absent);
                } else if (!whole) {
                    journal.leaveOut(absent);
                }
                order.forEach(seq -> device.send(journal.payload(seq)));
                if (!whole && block % 2 == 0) {
                    device.send(BatchEncoder.encode(
                            new TelemetryResult.Gap(journal.stream(), List.of(absent), GapReason.CAP)));
                }
                if (block % 5 == 4) {
                    awaitAccepted(connection, journal.messages()); // the broker's queue is not what this is about
                }
            }
            long blow = System.nanoTime();
            awaitAccepted(connection, journal.messages());
            Duration took = Duration.ofNanos(System.nanoTime() - blow);
            awaitDuplicates(connection, twice);
            check(
                    complaints,
                    "messages recognised as duplicates",
                    twice,
                    DatabaseFigure.of(connection, "SELECT coalesce(sum(duplicate), 0) FROM historian.arrival_hour"));
            check(
                    complaints,
                    "declared losses",
                    (MESSAGES / BLOCK) / 2,
                    DatabaseFigure.of(connection, "SELECT count(*) FROM historian.gap"));
            return new Outcome(Load.truth(List.of(journal)), took, BOUND, complaints, List.of())
                    .noting(twice + " messages were sent twice, each block of " + BLOCK + " in random order.");
        }
    }

    private static void check(List<String> complaints, String what, long wanted, long found) {
        if (wanted != found) {
            complaints.add("There should be " + wanted + " " + what + " and there are " + found + ".");
        }
    }

    private static void awaitAccepted(Connection connection, long messages) throws Exception {
        await(connection, "SELECT coalesce(sum(stored), 0) FROM historian.arrival_hour", messages);
    }

    private static void awaitDuplicates(Connection connection, long messages) throws Exception {
        await(connection, "SELECT coalesce(sum(duplicate), 0) FROM historian.arrival_hour", messages);
    }

    private static void await(Connection connection, String sql, long wanted) throws Exception {
        Await.until(BOUND, Duration.ofMillis(20), () -> DatabaseFigure.of(connection, sql) >= wanted);
    }
}
