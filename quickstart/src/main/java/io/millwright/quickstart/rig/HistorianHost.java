package io.millwright.quickstart.rig;

import io.millwright.operator.historian.HistorianServer;
import io.millwright.quickstart.directory.FreePort;
import io.millwright.quickstart.directory.StartRefused;
import io.millwright.quickstart.rig.process.PostgresProcess;
import io.millwright.quickstart.rig.process.SmallDisk;
import io.millwright.quickstart.rig.tenant.HistorianAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server that tenants' databases lie on: an embedded one that is started here, or somebody else's. */
final class HistorianHost implements AutoCloseable {

    private static final int PASSWORD_BYTES = 16;

    private final HistorianAddress address;
    private final @Nullable PostgresProcess postgres;
    private final @Nullable SmallDisk disk;

    private HistorianHost(HistorianAddress address, @Nullable PostgresProcess postgres, @Nullable SmallDisk disk) {
        this.address = address;
        this.postgres = postgres;
        this.disk = disk;
    }

    /** @param given a server that exists; otherwise one with its data below this directory */
    static HistorianHost in(Path directory, Optional<HistorianAddress> given) throws IOException {
        if (given.isPresent()) {
            return new HistorianHost(given.get(), null, null);
        }
        HistorianAddress address = own(directory);
        return new HistorianHost(address, new PostgresProcess(directory, address.port()), null);
    }

    /** An embedded one whose data have a file system of this many bytes to themselves. */
    static HistorianHost onDisk(Path directory, long bytes) throws IOException, StartRefused {
        HistorianAddress address = own(directory);
        // What is mounted cannot be deleted as the rest of a start that was cut short, so it must not look like one.
        Files.createFile(directory.resolve("initialised"));
        SmallDisk disk = SmallDisk.mount(Files.createDirectories(directory.resolve("data")), bytes);
        return new HistorianHost(address, new PostgresProcess(directory, address.port(), disk), disk);
    }

    private static HistorianAddress own(Path directory) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("password"), password);
        return new HistorianAddress("jdbc:postgresql://127.0.0.1:" + FreePort.choose() + "/", "postgres", password);
    }

    /** Without waiting; nothing where the server is somebody else's. */
    void launch() throws IOException, InterruptedException {
        if (postgres != null) {
            postgres.launch();
        }
    }

    void awaitReady(Duration patience) throws IOException, InterruptedException {
        if (postgres != null) {
            postgres.awaitReady(patience);
        }
    }

    HistorianAddress address() {
        return address;
    }

    String url(String database) {
        return HistorianServer.urlOf(address.url(), database);
    }

    /** As the server's administrator. */
    Connection administrator(String database) throws SQLException {
        return DriverManager.getConnection(url(database), address.username(), address.password());
    }

    boolean isOwn() {
        return postgres != null;
    }

    /** @throws IllegalStateException if the server is somebody else's */
    PostgresProcess postgres() {
        if (postgres == null) {
            throw new IllegalStateException("the historian is not this program's to kill");
        }
        return postgres;
    }

    /** @throws IllegalStateException if it has none to itself */
    SmallDisk disk() {
        if (disk == null) {
            throw new IllegalStateException("a disk of its own was not asked for");
        }
        return disk;
    }

    @Override
    public void close() throws IOException {
        try (disk;
                postgres) {
            // Closed in reverse: nothing is unmounted under a server.
        }
    }
}
