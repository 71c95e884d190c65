package io.millwright.quickstart.postgres;

import io.millwright.quickstart.directory.DirectoryTree;
import io.millwright.quickstart.directory.PrivateFiles;
import io.millwright.quickstart.directory.StartRefused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL from Maven Central with durable settings, passwords and its data kept.
 *
 * <p>The caller holds the lock of the data directory, so a server found running on it is the orphan of a JVM that was
 * killed: it is told to shut down in order before a new one starts.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final Duration STARTUP = Duration.ofSeconds(60);

    private static final String PASSWORD_FILE = "superuser-password";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    @FunctionalInterface
    private interface Starter {
        EmbeddedPostgres start() throws IOException;
    }

    private final Starter starter;
    private final Path data;
    private final int port;
    private final String password;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock changing = new ReentrantLock();
    private EmbeddedPostgres server;

    private LocalPostgres(Starter starter, EmbeddedPostgres server, Path data, int port, String password) {
        this.starter = starter;
        this.server = server;
        this.data = data;
        this.port = port;
        this.password = password;
    }

    /** Shuts down what a killed JVM left running on the directory, which also frees its port. */
    public static void stopOrphan(Path directory) throws StartRefused {
        try {
            Orphan.on(directory.resolve("data")).ifPresent(Orphan::stop);
        } catch (IOException e) {
            throw StartRefused.of(e, directory);
        } catch (IllegalStateException e) {
            throw new StartRefused(e.getMessage() + ": end that process and start again.", e);
        }
    }

    /**
     * Starts the server on {@code directory/data}; {@code password} is the superuser's and only takes effect when the
     * data is new.
     */
    public static LocalPostgres start(Path directory, int port, String password) throws StartRefused {
        try {
            PrivateFiles.directory(directory);
            Path data = directory.resolve("data");
            Path initialised = directory.resolve("initialised");
            if (!Files.exists(initialised)) {
                DirectoryTree.remove(data); // initdb was cut short: nothing can have been stored yet
            }
            stopOrphan(directory);
            PrivateFiles.write(directory.resolve(PASSWORD_FILE), password + "\n");
            Starter starter = () -> launch(data, port, password, directory.resolve("postgres.log"));
            EmbeddedPostgres server = starter.start();
            if (!Files.exists(initialised)) {
                PrivateFiles.write(initialised, "");
            }
            LocalPostgres postgres = new LocalPostgres(starter, server, data, port, password);
            postgres.watch();
            return postgres;
        } catch (IOException | IllegalStateException e) {
            if (e instanceof IOException io && String.valueOf(io.getMessage()).contains("No space left")) {
                throw StartRefused.of(io, directory);
            }
            throw new StartRefused(
                    "the embedded PostgreSQL did not start (" + e.getMessage() + "): its log is "
                            + directory.resolve("postgres.log") + ".",
                    e);
        }
    }

    private static EmbeddedPostgres launch(Path data, int port, String password, Path log) throws IOException {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries().toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(STARTUP)
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("pwfile", data.resolveSibling(PASSWORD_FILE).toString())
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setConnectConfig("password", password)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("max_connections", "400")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /**
     * Processor time that the server of that directory and its sessions of now have taken; zero if none runs, or where the
     * system does not tell.
     */
    public static Duration processorTime(Path directory) throws IOException {
        return Orphan.on(directory.resolve("data")).stream()
                .map(Orphan::process)
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The address of the server for JDBC, ending in a slash. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/";
    }

    public int port() {
        return port;
    }

    public String username() {
        return "postgres";
    }

    public String password() {
        return password;
    }

    /** A server that ends without having been told to is started again, for as long as it takes. */
    private void watch() throws IOException {
        Orphan.on(data)
                .ifPresent(running -> running.process()
                        .onExit()
                        .thenRun(() ->
                                Thread.ofVirtual().name("postgres-restart").start(this::restart)));
    }

    private void restart() {
        changing.lock();
        try {
            Duration pause = FIRST_PAUSE;
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (Orphan.on(data).isEmpty()) { // an attempt that was given up may have come up since
                        LOG.error("PostgreSQL on port {} has ended by itself: starting it again", port);
                        server.close();
                        // A failed attempt never lets go of its lock on this file, and a new file has none.
                        Files.deleteIfExists(data.resolve("epg-lock"));
                        server = starter.start();
                    }
                    watch();
                    return;
                } catch (IOException | IllegalStateException e) {
                    LOG.error("PostgreSQL on port {} does not start: {}", port, e.getMessage());
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        changing.lock();
        try {
            stop();
        } finally {
            changing.unlock();
        }
    }

    private void stop() throws IOException {
        server.close();
        // That waits five seconds; the last checkpoint of many databases may take longer, and the next start needs them
        // free.
        Optional<Orphan> stopping = Orphan.on(data);
        if (stopping.isPresent()) {
            stopping.get().stop();
        }
        LOG.debug("PostgreSQL on port {} stopped", port);
    }

    /** Unpacked once per user; not below a directory that other users of the machine may write to. */
    private static Path binaries() throws IOException {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path home =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return PrivateFiles.directory(home.resolve("millwright").resolve("postgres"));
    }
}
