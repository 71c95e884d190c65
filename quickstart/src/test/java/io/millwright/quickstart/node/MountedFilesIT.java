package io.millwright.quickstart.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedFilesIT {

    @TempDir
    private Path directory;

    @Test
    void files_appear_under_their_paths_readable_by_the_owner_only() throws IOException {
        new MountedFiles(directory).show(Map.of("tls.crt", bytes("one"), "acme/tenant.json", bytes("{}")));

        assertThat(directory.resolve("tls.crt")).hasContent("one");
        assertThat(directory.resolve("acme/tenant.json")).hasContent("{}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("tls.crt"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_change_swaps_all_files_at_once_and_leaves_no_old_generation() throws IOException {
        MountedFiles mounted = new MountedFiles(directory);
        mounted.show(Map.of("tls.crt", bytes("one"), "gone", bytes("x")));
        Path before = directory.resolve("tls.crt").toRealPath();

        boolean changed = mounted.show(Map.of("tls.crt", bytes("two"), "acme/key", bytes("y")));

        assertThat(changed).isTrue();
        assertThat(directory.resolve("tls.crt")).hasContent("two");
        assertThat(directory.resolve("acme/key")).hasContent("y");
        assertThat(directory.resolve("gone")).doesNotExist();
        assertThat(before).doesNotExist();
        assertThat(directory.resolve("tls.crt").toRealPath().getParent())
                .isEqualTo(directory.resolve("..data").toRealPath());
    }

    @Test
    void the_same_content_again_changes_nothing() throws IOException {
        MountedFiles mounted = new MountedFiles(directory);
        mounted.show(Map.of("a", bytes("1")));
        Path before = directory.resolve("a").toRealPath();

        assertThat(mounted.show(Map.of("a", bytes("1")))).isFalse();
        assertThat(directory.resolve("a").toRealPath()).isEqualTo(before);
    }

    @Test
    void a_path_that_leads_out_of_the_volume_is_refused() throws IOException {
        assertThatThrownBy(() -> new MountedFiles(directory.resolve("v")).show(Map.of("../../evil", bytes("x"))))
                .hasMessageContaining("leads out of its volume");
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(path -> path.endsWith("evil"))).isEmpty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
