package io.millwright.quickstart.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Journal;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.runtime.ingest.Arrival;
import io.millwright.runtime.ingest.DecodedIngest;
import io.millwright.wire.DeviceId;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.TopicKind;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The runtime's own way from the bytes of messages to their commit, in this JVM and without a broker: as many writers as it has,
 * each with devices of its own, in batches as large as it makes them when it has work.
 */
final class DecodedPairs implements AutoCloseable {

    private static final int WRITERS = 2;
    /** Above those of the runtime that stands idle beside this. */
    private static final int FIRST_SLOT = 10;

    private static final int POINTS_OF_A_BATCH = 10_000;
    private static final Duration RETENTION = Duration.ofDays(30);

    private final Shape shape;
    private final HikariDataSource database;
    private final List<DecodedIngest> writers;
    private final List<Journal> journals;
    private long sent;

    DecodedPairs(Rig rig, Shape shape, int devices) {
        this.shape = shape;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(rig.databaseUrl());
        config.setUsername(rig.writerRole().name());
        config.setPassword(rig.writerRole().password().value());
        config.setMaximumPoolSize(WRITERS);
        this.database = new HikariDataSource(config);
        this.writers = IntStream.range(0, WRITERS)
                .mapToObj(
                        writer -> new DecodedIngest(database, () -> RETENTION, Clock.systemUTC(), FIRST_SLOT + writer))
                .toList();
        this.journals = IntStream.rangeClosed(1, devices)
                .mapToObj(number -> Journal.fresh("decoded-" + shape.points() + "-" + number, shape))
                .toList();
    }

    List<Journal> journals() {
        return journals;
    }

    /** Points a second of so many messages, which are made ready beforehand; from the first decode to the last commit. */
    double run(long messages) throws Exception {
        List<List<List<Arrival>>> work = prepared(messages);
        List<Future<?>> done = new ArrayList<>();
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                DecodedIngest ingest = writers.get(writer);
                List<List<Arrival>> batches = work.get(writer);
                done.add(threads.submit(() -> {
                    for (List<Arrival> batch : batches) {
                        ingest.store(batch);
                    }
                    return null;
                }));
            }
        }
        long took = System.nanoTime() - begun;
        for (Future<?> one : done) {
            one.get();
        }
        return messages / journals.size() * journals.size() * shape.points() * 1e9 / took;
    }

    /** By writer, then by batch; devices take turns. */
    private List<List<List<Arrival>>> prepared(long messages) {
        int most = POINTS_OF_A_BATCH / shape.points();
        List<List<List<Arrival>>> work = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            work.add(new ArrayList<>(List.of(new ArrayList<>())));
        }
        long each = messages / journals.size();
        for (long i = 1; i <= each; i++) {
            for (int device = 0; device < journals.size(); device++) {
                List<List<Arrival>> batches = work.get(device % WRITERS);
                if (batches.getLast().size() == most) {
                    batches.add(new ArrayList<>());
                }
                batches.getLast().add(arrival(journals.get(device), sent + i));
            }
        }
        sent += each;
        return work;
    }

    private static Arrival arrival(Journal journal, long seq) {
        journal.append(seq);
        DeviceTopic topic = new DeviceTopic(Rig.TENANT, Rig.SITE, new DeviceId(journal.device()), TopicKind.TELEMETRY);
        return new Arrival(topic, journal.payload(seq), () -> {});
    }

    @Override
    public void close() {
        database.close();
    }
}
