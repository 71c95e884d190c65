package io.millwright.embeddedkubernetes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class JournalIT {

    @TempDir
    Path directory;

    private Path journal() {
        return directory.resolve("objects.journal");
    }

    private static Stored put(Store store, String name, int value) {
        Key key = new Key("/things", "n", name);
        return Objects.requireNonNull(store.put(key, StoreTest.object("n", name, value), store.get(key)));
    }

    @Test
    void everything_is_there_after_a_restart() {
        long revision;
        try (Store store = new Store(directory)) {
            put(store, "a", 1);
            put(store, "a", 2);
            put(store, "b", 1);
            store.remove(put(store, "gone", 1));
            revision = store.revision();
        }

        try (Store store = new Store(directory)) {
            assertThat(store.revision()).isEqualTo(revision);
            assertThat(store.list("/things", "n").objects())
                    .extracting(s -> s.key().name() + s.object().get("value"))
                    .containsExactly("a2", "b1");
        }
    }

    @Test
    void a_process_killed_in_the_middle_of_a_line_loses_that_line_only() throws IOException {
        try (Store store = new Store(directory)) {
            put(store, "a", 1);
            put(store, "b", 1);
        }
        for (long cut = 1; cut < 60; cut++) {
            try (FileChannel file = FileChannel.open(journal(), StandardOpenOption.WRITE)) {
                file.truncate(file.size() - 1);
            }
            try (Store store = new Store(directory)) {
                assertThat(store.get(new Key("/things", "n", "a"))).isNotNull();
                assertThat(store.get(new Key("/things", "n", "b"))).isNull();
                put(store, "b", 2);
            }
        }
    }

    @Test
    void a_damaged_line_ends_what_is_read() throws IOException {
        try (Store store = new Store(directory)) {
            put(store, "a", 1);
            put(store, "b", 1);
        }
        byte[] bytes = Files.readAllBytes(journal());
        bytes[bytes.length - 5] ^= 1;
        Files.write(journal(), bytes);

        try (Store store = new Store(directory)) {
            assertThat(store.list("/things", null).objects())
                    .extracting(s -> s.key().name())
                    .containsExactly("a");
        }
    }

    @Test
    void outdated_lines_are_dropped_in_time_and_nothing_else_is() throws IOException {
        ObjectNode large = StoreTest.object("n", "large", 0);
        large.put("text", "x".repeat(400_000));
        Key key = new Key("/things", "n", "large");
        try (Store store = new Store(directory)) {
            put(store, "small", 7);
            for (int i = 0; i < 100; i++) {
                store.put(key, large.put("value", i), store.get(key));
            }
        }

        assertThat(Files.size(journal())).isLessThan(20 << 20);
        try (Store store = new Store(directory)) {
            assertThat(Objects.requireNonNull(store.get(key))
                            .object()
                            .get("value")
                            .intValue())
                    .isEqualTo(99);
            assertThat(store.list("/things", "n").objects()).hasSize(2);
        }
    }

    @Test
    void nobody_but_its_owner_reads_the_journal() throws IOException {
        try (Store store = new Store(directory)) {
            put(store, "a", 1);
        }

        assertThat(Files.getPosixFilePermissions(journal()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void a_second_server_in_the_same_directory_is_refused_in_a_sentence() {
        try (Store store = new Store(directory)) {
            assertThat(store.revision()).isPositive();
            assertThatThrownBy(() -> new Store(directory)).hasMessage("another server uses " + directory);
        }
    }
}
