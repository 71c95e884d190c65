package io.millwright.quickstart.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The directory that holds everything of one installation, locked for as long as this object lives. */
public final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final KeptPorts ports;

    private DataDirectory(Path path, FileChannel channel, KeptPorts ports) {
        this.path = path;
        this.channel = channel;
        this.ports = ports;
    }

    /** Creates what is missing and takes the lock; the operating system frees it even when the process is killed. */
    @SuppressWarnings("resource") // the channel lives as long as the directory
    public static DataDirectory open(Path directory) throws StartRefused {
        Path path = directory.toAbsolutePath().normalize();
        try {
            PrivateFiles.directory(path);
            path = path.toRealPath();
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new StartRefused("another './millwright up' is running on " + path
                        + ": stop it first, or give this one a directory of its own with --data.");
            }
            PrivateFiles.write(path.resolve("pid"), ProcessHandle.current().pid() + "\n");
            return new DataDirectory(path, channel, KeptPorts.in(path.resolve("ports.json")));
        } catch (IOException e) {
            throw StartRefused.of(e, path);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    public KeptPorts ports() {
        return ports;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path.resolve("pid"));
        }
    }
}
