package io.millwright.quickstart.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryIT {

    @TempDir
    private Path temporary;

    @Test
    void a_second_start_on_the_same_directory_is_refused_until_the_first_is_over() throws Exception {
        Path place = temporary.resolve("my data");
        try (DataDirectory first = DataDirectory.open(place)) {
            assertThatThrownBy(() -> DataDirectory.open(place))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("another './millwright up' is running on " + first.path());
        }
        DataDirectory.open(place).close();
    }

    @Test
    void a_place_that_cannot_be_a_directory_is_one_sentence() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("choose another directory with --data");
    }

    @Test
    void ports_are_kept_and_differ() throws Exception {
        int broker;
        try (DataDirectory directory = DataDirectory.open(temporary)) {
            broker = directory.ports().port("tenant-acme/broker");
            assertThat(directory.ports().port("tenant-other/broker")).isNotEqualTo(broker);
        }
        try (DataDirectory again = DataDirectory.open(temporary)) {
            assertThat(again.ports().port("tenant-acme/broker")).isEqualTo(broker);
        }
    }

    @Test
    void a_kept_port_that_is_taken_is_refused_with_the_way_out() throws Exception {
        try (DataDirectory directory = DataDirectory.open(temporary);
                ServerSocket other =
                        new ServerSocket(directory.ports().port("postgres"), 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> directory.ports().freePort("postgres"))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("port " + other.getLocalPort())
                    .hasMessageContaining("ports.json");
        }
    }

    @Test
    void the_administrator_is_made_once_and_is_private() throws Exception {
        Path file = temporary.resolve("admin.json");

        Administrator first = Administrator.in(file);

        assertThat(Administrator.in(file)).isEqualTo(first);
        assertThat(Administrator.in(temporary.resolve("other.json")).password()).isNotEqualTo(first.password());
        assertThat(first.toString()).doesNotContain(first.password(), first.apiKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
