package io.millwright.quickstart.rig.process;

import io.millwright.quickstart.directory.StartRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system of fixed size in memory, which only those see who are started in it: nothing is mounted for the rest of the
 * machine, and it goes with the last of them. Not thread-safe.
 */
public final class SmallDisk implements AutoCloseable {

    private static final String MOUNTED = "mounted";
    private static final String BALLAST = "ballast";
    private static final int CHUNK = 1 << 20;
    private static final long PAGE = 4_096;

    /** The second for root where nobody may make a user namespace. */
    private static final List<Way> WAYS =
            List.of(new Way("-Urm", List.of("-U", "-m", "--preserve-credentials")), new Way("-m", List.of("-m")));

    private record Way(String unshare, List<String> enter) {}

    private final Process holder;
    private final List<String> entering;
    private final Path path;

    private SmallDisk(Process holder, Way way, Path at) {
        this.holder = holder;
        List<String> words = new ArrayList<>(List.of("nsenter", "-t", Long.toString(holder.pid())));
        words.addAll(way.enter());
        this.entering = List.copyOf(words);
        this.path = Path.of("/proc/" + holder.pid() + "/root" + at.toAbsolutePath());
    }

    /**
     * Mounted on a directory.
     *
     * @throws StartRefused with a sentence where the system lets nobody do that
     */
    public static SmallDisk mount(Path at, long bytes) throws StartRefused {
        String answer = "";
        for (Way way : WAYS) {
            try {
                Process holder = new ProcessBuilder(
                                "unshare",
                                way.unshare(),
                                "sh",
                                "-c",
                                "mount -t tmpfs -o size=" + bytes + ",mode=0700 tmpfs \"$0\" && echo " + MOUNTED
                                        + " && exec cat",
                                at.toAbsolutePath().toString())
                        .redirectErrorStream(true)
                        .start();
                // It ends with its input, which is this program's to end.
                BufferedReader said = holder.inputReader();
                String line = said.readLine();
                if (MOUNTED.equals(line)) {
                    return new SmallDisk(holder, way, at);
                }
                holder.destroyForcibly();
                answer = line == null ? "no answer" : line;
            } catch (IOException e) {
                answer = String.valueOf(e.getMessage());
            }
        }
        throw new StartRefused("this fault needs a small file system of its own and none can be mounted (" + answer
                + "): run it as root, or where users may make namespaces (unshare -Urm).");
    }

    /** The words before the command of a process that is to see it. */
    public List<String> entering() {
        return entering;
    }

    /** Where this program sees it, which does not see it where it is mounted. */
    public Path path() {
        return path;
    }

    /** Takes all the space that is left, again and again if somebody gave some back. */
    public void fill() throws IOException {
        try (FileChannel ballast =
                FileChannel.open(path.resolve(BALLAST), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
            for (long left = left(); left >= PAGE; left = left()) {
                ballast.write(zeros.clear().limit((int) Math.min(CHUNK, left)));
            }
        } catch (IOException e) {
            if (left() >= PAGE) { // else somebody else took the rest, which is as good
                throw e;
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    public void free() throws IOException {
        Files.deleteIfExists(path.resolve(BALLAST));
    }

    private long left() {
        return path.toFile().getUsableSpace();
    }

    @Override
    public void close() {
        holder.destroy();
    }
}
