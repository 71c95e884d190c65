package io.millwright.edge.plc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.edge.config.Configuration;
import io.millwright.edge.config.Configuration.Connection;
import io.millwright.edge.config.Configuration.Tag;
import io.millwright.edge.fixture.FakePlc;
import io.millwright.edge.normalize.Point;
import io.millwright.edge.normalize.Quality;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real Modbus servers that fail in all the ways that machines do. */
class MachinesIT {

    private static final Duration SOON = Duration.ofSeconds(25);

    private final List<Point> points = new CopyOnWriteArrayList<>();
    private final Machines machines = new Machines(Clock.systemUTC(), points::add);
    private FakePlc plc;

    @BeforeEach
    void start() throws Exception {
        plc = FakePlc.start();
    }

    @AfterEach
    void stop() throws Exception {
        machines.close();
        plc.close();
    }

    private static Tag tag(String name, String connection, String address, int intervalMs) {
        return new Tag(name, connection, address, null, Duration.ofMillis(intervalMs), 1, 0, null, null, null);
    }

    private Configuration configuration(Tag... tags) {
        return new Configuration(
                "hash", 1, "fleet", List.of(new Connection("press", "modbus-tcp", plc.url())), List.of(tags));
    }

    private List<Point> of(String tag) {
        return points.stream().filter(point -> point.tag().equals(tag)).toList();
    }

    private boolean has(String tag, int quality) {
        return of(tag).stream().anyMatch(point -> point.quality() == quality);
    }

    private int good(String tag) {
        return (int) of(tag).stream()
                .filter(point -> point.quality() == Quality.GOOD)
                .count();
    }

    @Test
    void numbers_of_all_kinds_are_read_as_they_are() throws Exception {
        plc.setReal(100, 25.1f);
        plc.set(104, 0xFFFF);
        plc.set(105, -7);
        machines.apply(configuration(
                tag("real", "press", "holding-register:100:REAL", 50),
                tag("unsigned", "press", "holding-register:104:UINT", 50),
                tag("signed", "press", "holding-register:105:INT", 50)));

        await().atMost(SOON).until(() -> good("real") > 1 && good("unsigned") > 1 && good("signed") > 1);

        assertThat(of("real").getFirst().value()).isEqualTo(25.1);
        assertThat(of("unsigned").getFirst().value()).isEqualTo(65_535L);
        assertThat(of("signed").getFirst().value()).isEqualTo(-7L);
    }

    @Test
    void of_a_thousand_tags_one_is_bad_and_the_others_go_on() {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            tags.add(tag("t" + i, "press", "holding-register:" + (i + 1) + ":INT", 200));
        }
        plc.illegal.add(501);
        machines.apply(configuration(tags.toArray(Tag[]::new)));

        await().atMost(SOON)
                .until(() -> points.stream()
                                .filter(point -> point.quality() == Quality.GOOD)
                                .map(Point::tag)
                                .collect(Collectors.toSet())
                                .size()
                        == 999);
        await().atMost(SOON).until(() -> good("t499") > 3 && good("t501") > 3);

        assertThat(of("t500")).hasSize(1).allMatch(point -> point.quality() < 64);
        assertThat(machines.status().getFirst().bad()).isEqualTo(1);
        plc.illegal.clear();
        await().atMost(SOON).until(() -> good("t500") > 0);
    }

    @Test
    void an_address_that_is_none_is_named_and_bad_and_the_others_go_on() {
        assertThat(machines.apply(configuration(
                        tag("good", "press", "holding-register:1:INT", 50), tag("bad", "press", "%nonsense", 50))))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("tag bad"));

        await().atMost(SOON).until(() -> good("good") > 2 && has("bad", Quality.NO_SUCH_VALUE));
    }

    @Test
    void a_machine_that_stops_gives_one_bad_point_for_each_tag_and_is_read_again_when_it_is_back() throws Exception {
        machines.apply(configuration(
                tag("a", "press", "holding-register:1:INT", 50), tag("b", "press", "holding-register:2:INT", 50)));
        await().atMost(SOON).until(() -> good("a") > 2 && good("b") > 2);
        plc.stop();
        await().atMost(SOON).until(() -> has("a", Quality.LAST_KNOWN) && has("b", Quality.LAST_KNOWN));
        int before = good("a");
        plc.restart();

        await().atMost(SOON).until(() -> good("a") > before + 2);

        assertThat(of("a").stream().filter(point -> point.quality() == Quality.LAST_KNOWN))
                .hasSize(1);
    }

    @Test
    void an_address_that_is_never_answered_does_not_keep_the_others_from_being_read() {
        plc.silent.add(300);
        machines.apply(configuration(
                tag("a", "press", "holding-register:1:INT", 100),
                tag("silent", "press", "holding-register:300:INT", 100)));

        await().atMost(Duration.ofSeconds(60)).until(() -> good("a") > 10);

        assertThat(good("silent")).isZero();
    }

    @Test
    void a_machine_that_is_not_there_says_so_once_and_leaves_the_others_alone() {
        Configuration two = new Configuration(
                "hash",
                1,
                "fleet",
                List.of(
                        new Connection("press", "modbus-tcp", plc.url()),
                        new Connection("gone", "modbus-tcp", "modbus-tcp://127.0.0.1:1")),
                List.of(
                        tag("a", "press", "holding-register:1:INT", 50),
                        tag("nothing", "gone", "holding-register:1:BOOL", 50)));
        machines.apply(two);

        await().atMost(SOON).until(() -> good("a") > 5 && has("nothing", Quality.NO_COMMUNICATION));

        assertThat(of("nothing")).hasSize(1);
        assertThat(of("nothing").getFirst().value()).isEqualTo(false);
        assertThat(machines.status().stream().map(MachineStatus::state).collect(Collectors.toSet()))
                .isEqualTo(Set.of(MachineStatus.State.CONNECTED, MachineStatus.State.UNREACHABLE));
    }

    @Test
    void a_configuration_that_changes_one_machine_leaves_the_other_connected() throws Exception {
        try (FakePlc other = FakePlc.start()) {
            Connection press = new Connection("press", "modbus-tcp", plc.url());
            Connection mill = new Connection("mill", "modbus-tcp", other.url());
            Tag a = tag("a", "press", "holding-register:1:INT", 50);
            machines.apply(new Configuration(
                    "1", 1, "f", List.of(press, mill), List.of(a, tag("b", "mill", "holding-register:1:INT", 50))));
            await().atMost(SOON).until(() -> good("a") > 0 && good("b") > 0);
            var since = status("press").since();

            machines.apply(new Configuration(
                    "2", 2, "f", List.of(press, mill), List.of(a, tag("c", "mill", "holding-register:2:INT", 50))));
            await().atMost(SOON).until(() -> good("c") > 0);

            assertThat(status("press").since()).isEqualTo(since);
        }
    }

    private MachineStatus status(String connection) {
        return machines.status().stream()
                .filter(machine -> machine.connection().equals(connection))
                .findFirst()
                .orElseThrow();
    }
}
