package io.millwright.controlplane.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.configuration.Parameters;
import io.millwright.controlplane.device.RolloutStep.Rules;
import io.millwright.controlplane.device.RolloutStep.State;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolloutStepTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Rules RULES = new Rules(List.of(5, 25, 100), 2, Duration.ofMinutes(5));
    private static final Device.Told UNTOLD = told("old", NOW, false, NOW, null);
    private static final Device.Told UPDATED = told("new", NOW, true, NOW, null);
    private static final Device.Told REFUSED = told("new", NOW, true, null, "no");
    private static final Device.Told AWAITED = told("new", NOW, true, null, null);
    private static final Device.Told SILENT = told("new", NOW.minusSeconds(301), true, null, null);
    private static final Device.Told OFFLINE = told("new", NOW.minusSeconds(301), false, null, null);
    private static final Device.Told UNSENT = told("new", null, false, null, null);

    @Test
    void the_first_step_is_its_percentage_rounded_up_and_those_who_are_online_come_first() {
        List<Device> devices = fleet(40, UNTOLD);

        RolloutStep step = next(0, devices, Set.of("d-7", "d-31"));

        assertThat(step.toSend()).extracting(device -> device.id().value()).containsExactlyInAnyOrder("d-7", "d-31");
        assertThat(step.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void asked_again_it_chooses_the_same() {
        List<Device> devices = fleet(40, UNTOLD);

        assertThat(next(0, devices, Set.of()).toSend())
                .isEqualTo(next(0, devices, Set.of()).toSend());
    }

    @Test
    void while_an_answer_is_awaited_nobody_else_is_sent_anything() {
        assertThat(next(0, with(fleet(20, UNTOLD), AWAITED), Set.of("d-1")).toSend())
                .isEmpty();
        assertThat(next(0, with(fleet(20, UNTOLD), AWAITED), Set.of("d-1")).step())
                .isZero();
    }

    @Test
    void when_the_step_has_said_yes_the_next_begins() {
        assertThat(next(0, with(fleet(20, UNTOLD), UPDATED), Set.of()).step()).isEqualTo(1);
        assertThat(next(1, with(fleet(20, UNTOLD), UPDATED), Set.of()).toSend()).hasSize(4);
        assertThat(next(2, fleet(20, UPDATED), Set.of()).state()).isEqualTo(State.DONE);
    }

    @Test
    void more_failures_than_allowed_pause_it_and_exactly_as_many_do_not() {
        assertThat(next(0, with(fleet(20, UNTOLD), REFUSED), all(20)).state()).isEqualTo(State.PAUSED);
        assertThat(next(0, with(fleet(20, UNTOLD), REFUSED), all(20)).toSend()).isEmpty();
        assertThat(next(2, with(fleet(50, UPDATED), REFUSED), all(50)).state()).isEqualTo(State.DONE);
        assertThat(next(2, with(fleet(49, UPDATED), REFUSED), all(49)).state()).isEqualTo(State.PAUSED);
    }

    @Test
    void who_was_online_and_says_nothing_has_failed() {
        RolloutStep step = next(0, with(fleet(20, UNTOLD), SILENT), Set.of());

        assertThat(step.state()).isEqualTo(State.PAUSED);
        assertThat(step.failed()).isEqualTo(1);
    }

    @Test
    void if_all_who_were_told_are_switched_off_somebody_else_tries_it_first() {
        List<Device> devices = with(fleet(20, UNTOLD), OFFLINE);

        assertThat(next(0, devices, Set.of()).toSend()).isEmpty();
        assertThat(next(0, devices, Set.of()).step()).isZero();
        assertThat(next(0, devices, Set.of("d-9")).toSend())
                .extracting(device -> device.id().value())
                .containsExactly("d-9");
    }

    @Test
    void what_was_signed_and_not_known_to_be_sent_is_sent_again_before_anything_else_happens() {
        RolloutStep step = next(0, with(fleet(20, UNTOLD), UNSENT), Set.of());

        assertThat(step.toSend()).extracting(device -> device.id().value()).containsExactly("d-1");
        assertThat(step.step()).isZero();
    }

    @Test
    void a_device_that_comes_later_gets_it_though_the_roll_out_was_done() {
        assertThat(next(2, with(fleet(5, UPDATED), UNTOLD), Set.of()).toSend())
                .extracting(device -> device.id().value())
                .containsExactly("d-1");
    }

    private static RolloutStep next(int step, List<Device> devices, Set<String> connected) {
        return RolloutStep.next("new", step, RULES, devices, connected, NOW);
    }

    private static Set<String> all(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "d-" + i).collect(Collectors.toSet());
    }

    private static List<Device> fleet(int count, Device.Told told) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> device("d-" + i, told))
                .toList();
    }

    /** The first of them differs. */
    private static List<Device> with(List<Device> devices, Device.Told first) {
        List<Device> changed = new ArrayList<>(devices);
        changed.set(0, device("d-1", first));
        return changed;
    }

    private static Device.Told told(
            String hash,
            @org.jspecify.annotations.Nullable Instant sent,
            boolean online,
            @org.jspecify.annotations.Nullable Instant acknowledged,
            @org.jspecify.annotations.Nullable String error) {
        return new Device.Told(1, hash, "jws", NOW, sent, online, null, acknowledged, error);
    }

    private static Device device(String id, Device.Told told) {
        return new Device(
                new DeviceId(id),
                new TenantLife(new TenantId("acme"), "01A"),
                "press-line",
                new SiteId("bremen"),
                DeviceState.ACTIVE,
                null,
                "SN",
                "box",
                Parameters.NONE,
                "key",
                NOW,
                NOW,
                null,
                null,
                told);
    }
}
