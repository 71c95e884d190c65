package io.millwright.quickstart.bench;

import io.millwright.quickstart.directory.FreePort;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.waiting.Await;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One peer in the place of a rig's runtime: the same broker, the same certificate, the same database. Rows have numbers for their
 * series, as ours have, and one index.
 */
final class PeerRun implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String TABLE = """
        CREATE SCHEMA IF NOT EXISTS peer;
        DROP TABLE IF EXISTS peer.sample;
        CREATE TABLE peer.sample (
            ts timestamptz NOT NULL, value double precision, series_id bigint NOT NULL, quality integer NOT NULL);
        CREATE INDEX ON peer.sample (series_id, ts DESC);
        GRANT USAGE ON SCHEMA peer TO "%1$s";
        GRANT SELECT, INSERT ON peer.sample TO "%1$s"\
        """;

    private final Process process;
    private final Connection database;
    private final Devices devices;
    private final Shape shape;
    private long sent;

    private PeerRun(Process process, Connection database, Devices devices, Shape shape) {
        this.process = process;
        this.database = database;
        this.devices = devices;
        this.shape = shape;
    }

    /** The rig's runtime must have ended: it has the same name at the broker. */
    static PeerRun start(Rig rig, Peer peer, Path place, List<String> command, Shape shape) throws Exception {
        Connection database = rig.database();
        try (Statement statement = database.createStatement()) {
            statement.execute(TABLE.formatted(rig.writerRole().name()));
        }
        Map<String, String> told = told(rig);
        peer.prepare(place, told);
        Path log = place.resolve("peer.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(told);
        Process process = builder.start();
        awaitReady(process, peer, log);
        return new PeerRun(process, database, new Devices(rig, peer.label(), shape), shape);
    }

    private static Map<String, String> told(Rig rig) throws IOException {
        TenantId tenant = Rig.TENANT;
        Path identity = rig.runtimeDirectory();
        return Map.of(
                "PEER_PORT",
                Integer.toString(rig.brokerPort()),
                "PEER_UI_PORT",
                Integer.toString(FreePort.choose()),
                "PEER_TOPIC",
                "mw/v1/" + tenant + "/+/+/telemetry",
                "PEER_CLIENT",
                rig.runtimeClient(),
                "PEER_CRT",
                identity.resolve("service.crt").toString(),
                "PEER_KEY",
                identity.resolve("service.key").toString(),
                "PEER_CA",
                identity.resolve("ca.crt").toString(),
                "PEER_DATABASE",
                rig.databaseUrl().substring("jdbc:".length()) + "?user="
                        + rig.writerRole().name() + "&password="
                        + rig.writerRole().password().value());
    }

    private static void awaitReady(Process process, Peer peer, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!Files.readString(log).contains(peer.ready())) {
            if (!process.isAlive() || System.nanoTime() > end) {
                String said = Files.readString(log).strip();
                process.destroyForcibly();
                throw new IOException("the peer " + peer.label() + " did not connect: "
                        + said.substring(Math.max(0, said.length() - 500)));
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    /**
     * Points a second of so many messages, fewer than the broker keeps for its consumer; from the first that is sent until the
     * last row is there.
     *
     * @throws IllegalStateException when not all of them come
     */
    double send(long messages) throws SQLException, InterruptedException {
        List<LoadDevice> all = devices.load().devices();
        long each = messages / all.size();
        long wanted = rows() + each * all.size() * shape.points();
        long begun = System.nanoTime();
        for (long i = 0; i < each; i++) {
            sent++;
            for (LoadDevice device : all) {
                device.send(device.journal().payload(sent));
            }
        }
        if (!Await.until(PATIENCE, LOOK, () -> rows() >= wanted)) {
            throw new IllegalStateException("a peer stored " + rows() + " points of " + wanted);
        }
        return each * all.size() * shape.points() * 1e9 / (System.nanoTime() - begun);
    }

    private long rows() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM peer.sample")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws Exception {
        devices.close();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        database.close();
    }
}
