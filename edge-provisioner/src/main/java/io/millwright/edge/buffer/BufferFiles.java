package io.millwright.edge.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the buffer lies, and where broken ones and broken messages are laid aside: the last few, so that a failing disk is
 * not filled by its own wreckage.
 */
record BufferFiles(Path file, Path aside) {

    private static final int KEPT = 2;
    private static final int KEPT_MESSAGES = 100;
    private static final List<String> PARTS = List.of("", "-wal", "-shm");

    /** A rebuilt file before it takes the broken one's place. */
    Path rebuilt() {
        return file.resolveSibling(file.getFileName() + ".rebuilt");
    }

    /** A crash between laying the broken file aside and putting the rebuilt one there left only the latter. */
    void finishExchange() throws IOException {
        if (!Files.exists(file) && Files.exists(rebuilt())) {
            Files.move(rebuilt(), file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    void deleteRebuilt() throws IOException {
        for (String part : PARTS) {
            Files.deleteIfExists(part(rebuilt(), part));
        }
    }

    void exchange() throws IOException {
        Path wreck = Files.createDirectories(aside).resolve("buffer-" + System.currentTimeMillis());
        Files.createDirectories(wreck);
        for (String part : PARTS) {
            Path from = part(file, part);
            if (Files.exists(from)) {
                Files.move(from, part(wreck.resolve("buffer.db"), part), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(rebuilt(), file, StandardCopyOption.ATOMIC_MOVE);
        prune();
    }

    private static Path part(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private void prune() throws IOException {
        List<Path> wrecks = list("buffer-");
        for (Path wreck : wrecks.subList(0, Math.max(0, wrecks.size() - KEPT))) {
            for (String part : PARTS) {
                Files.deleteIfExists(part(wreck.resolve("buffer.db"), part));
            }
            Files.deleteIfExists(wreck);
        }
    }

    private List<Path> list(String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(aside)) {
            return entries.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        }
    }

    void layAside(Database.Row row) throws IOException {
        Files.createDirectories(aside);
        if (list("message-").size() < KEPT_MESSAGES) {
            Files.write(
                    aside.resolve("message-" + MessageId.stream(row.id()) + "-" + MessageId.seq(row.id())),
                    row.payload());
        }
    }
}
