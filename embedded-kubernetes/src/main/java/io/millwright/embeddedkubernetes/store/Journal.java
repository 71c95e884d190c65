package io.millwright.embeddedkubernetes.store;

import io.millwright.embeddedkubernetes.json.Json;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The store on disk: a file of lines, each with its checksum, of what was put and removed. A line reaches the
 * operating system before its writer is answered, so a killed process loses nothing; a power cut may lose the last
 * {@value #SYNC_MILLIS} ms. A line cut short at the end is dropped at the next start. When most lines are outdated
 * the file is written anew, beside the old one, and takes its place.
 */
final class Journal implements AutoCloseable {

    private static final long SYNC_MILLIS = 200;
    private static final long WORTH_COMPACTING = 16L << 20;

    private final Path file;
    private final FileChannel lockFile;
    private FileChannel channel;
    private long liveBytes;
    private volatile boolean dirty;
    private volatile boolean closed;

    Journal(Path directory) {
        try {
            Files.createDirectories(directory);
            file = directory.resolve("objects.journal");
            lockFile = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lockFile)) {
                lockFile.close();
                throw new IllegalStateException("another server uses " + directory);
            }
            Files.deleteIfExists(fresh());
            createPrivately(file);
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("the journal in " + directory + " cannot be opened", e);
        }
        Thread.ofVirtual().name("journal-sync").start(this::syncFromTimeToTime);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Secrets are in it: nobody but its owner reads it. */
    private static void createPrivately(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    private Path fresh() {
        return file.resolveSibling("objects.journal.new");
    }

    /** Reads what is there, drops a torn tail, and answers the last revision. */
    long load(BiConsumer<Key, @Nullable Stored> found) {
        long revision = 0;
        long good = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (byte[] line = line(in); line != null; line = line(in)) {
                byte[] payload = checked(line);
                if (payload == null) {
                    break;
                }
                revision = Math.max(revision, replay(payload, found));
                good += line.length + 1;
            }
            if (good < channel.size()) {
                channel.truncate(good);
            }
            channel.position(good);
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + file + " cannot be read", e);
        }
        liveBytes = good;
        return revision;
    }

    private static byte @Nullable [] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(4_096);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        return line.toByteArray();
    }

    private static byte @Nullable [] checked(byte[] line) {
        if (line.length < 10 || line[8] != ' ') {
            return null;
        }
        byte[] payload = Arrays.copyOfRange(line, 9, line.length);
        return new String(line, 0, 8, StandardCharsets.US_ASCII).equals(checksum(payload)) ? payload : null;
    }

    private static String checksum(byte[] payload) {
        CRC32 crc = new CRC32();
        crc.update(payload);
        return String.format("%08x", crc.getValue());
    }

    private static long replay(byte[] payload, BiConsumer<Key, @Nullable Stored> found) {
        if (payload[0] == '+') {
            int end = indexOf(payload, (byte) ' ', 2);
            String resource = new String(payload, 2, end - 2, StandardCharsets.UTF_8);
            byte[] json = Arrays.copyOfRange(payload, end + 1, payload.length);
            ObjectNode object = Json.object(json);
            Key key = new Key(
                    resource, Json.text(object, "metadata", "namespace"), Json.text(object, "metadata", "name"));
            long revision = Long.parseLong(Json.text(object, "metadata", "resourceVersion"));
            found.accept(key, new Stored(key, object, revision, json));
            return revision;
        }
        String[] words = new String(payload, StandardCharsets.UTF_8).split(" ", -1);
        if (payload[0] == '-') {
            found.accept(new Key(words[2], words[3], words[4]), null);
        }
        return Long.parseLong(words[1]);
    }

    private static int indexOf(byte[] bytes, byte wanted, int from) {
        int at = from;
        while (bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    void put(Stored stored) {
        append(putLine(stored));
    }

    private static byte[] putLine(Stored stored) {
        return line(("+ " + stored.key().resource() + " ").getBytes(StandardCharsets.UTF_8), stored.json());
    }

    void remove(Key key, long revision) {
        String words = "- " + revision + " " + key.resource() + " " + key.namespace() + " " + key.name();
        append(line(words.getBytes(StandardCharsets.UTF_8), new byte[0]));
    }

    private static byte[] line(byte[] head, byte[] body) {
        byte[] payload = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, payload, head.length, body.length);
        ByteBuffer line = ByteBuffer.allocate(payload.length + 10);
        line.put(checksum(payload).getBytes(StandardCharsets.US_ASCII));
        line.put((byte) ' ').put(payload).put((byte) '\n');
        return line.array();
    }

    private void append(byte[] line) {
        if (closed) {
            throw new IllegalStateException("the journal " + file + " is closed");
        }
        long start = -1;
        try {
            start = channel.position();
            write(channel, line);
            dirty = true;
        } catch (IOException e) {
            dropTail(start);
            throw new UncheckedIOException("the journal " + file + " cannot be written", e);
        }
    }

    /** What was written of a line must not stand before the next: a disk that is full now may not be later. */
    private void dropTail(long start) {
        try {
            if (start >= 0) {
                channel.truncate(start);
            }
        } catch (IOException e) {
            closed = true;
        }
    }

    private static void write(FileChannel to, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            to.write(rest);
        }
    }

    /** Called under the store's lock: writers wait while the file is written anew, readers of single objects do not. */
    void compactIfWorthwhile(Supplier<List<Stored>> everything, long revision) {
        try {
            if (channel.position() < WORTH_COMPACTING + 3 * liveBytes) {
                return;
            }
            Files.deleteIfExists(fresh());
            createPrivately(fresh());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh()), 1 << 16)) {
                out.write(line(("= " + revision).getBytes(StandardCharsets.UTF_8), new byte[0]));
                for (Stored stored : everything.get()) {
                    out.write(putLine(stored));
                }
            }
            FileChannel next = FileChannel.open(fresh(), StandardOpenOption.READ, StandardOpenOption.WRITE);
            next.force(true);
            next.position(next.size());
            Files.move(fresh(), file, StandardCopyOption.ATOMIC_MOVE);
            FileChannel old = channel;
            channel = next;
            liveBytes = next.size();
            old.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + file + " cannot be written anew", e);
        }
    }

    private void syncFromTimeToTime() {
        while (!closed) {
            try {
                Thread.sleep(SYNC_MILLIS);
                if (dirty && !closed) {
                    dirty = false;
                    channel.force(false);
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                // The file has just been replaced by its successor, which was forced; or the disk fails, which the next
                // write says.
                dirty = true;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.force(true);
            channel.close();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + file + " cannot be closed", e);
        }
    }
}
