package io.millwright.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.runtime.tenant.TenantConfiguration.Quota;
import io.millwright.wire.receipt.Hold;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final long MUCH = 1_000_000_000;

    private static final Quota UNLIMITED = new Quota(MUCH, MUCH, MUCH, MUCH);

    private final AtomicLong nanos = new AtomicLong();

    private static IngestPolicy policy(boolean suspended, int messagesPerSecond) {
        return new IngestPolicy(suspended, messagesPerSecond, Duration.ofDays(7));
    }

    private static IngestPolicy policy(Quota all, Quota each) {
        return new IngestPolicy(false, all, each, Duration.ofDays(7));
    }

    private Admission admission(int messagesPerSecond) {
        return new Admission(policy(false, messagesPerSecond), nanos::get);
    }

    private static int taken(Admission admission, int offered) {
        return taken(admission, "d1", offered, 1, 1);
    }

    private static int taken(Admission admission, String device, int offered, int points, int bytes) {
        int taken = 0;
        for (int i = 0; i < offered; i++) {
            taken += admission.take(device, points, bytes) == null ? 1 : 0;
        }
        return taken;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void a_tenant_of_which_nothing_is_taken_is_closed_and_one_with_a_device_beyond_its_own_quota_is_not() {
        Admission suspended = new Admission(policy(true, 10), nanos::get);
        Admission beyond = admission(10);
        Admission oneDevice = new Admission(policy(UNLIMITED, new Quota(10, MUCH, MUCH, MUCH)), nanos::get);
        taken(suspended, 1);
        taken(beyond, 601);
        taken(oneDevice, 601);

        assertThat(suspended.closed()).isTrue();
        assertThat(beyond.closed()).isTrue();
        assertThat(oneDevice.closed()).isFalse();

        pass(Duration.ofSeconds(1));
        taken(beyond, 1);
        assertThat(beyond.closed()).isFalse();
    }

    @Test
    void what_a_minute_allows_may_come_at_once_and_then_the_limit_holds() {
        Admission admission = admission(10);

        assertThat(taken(admission, 1_000)).isEqualTo(600);
        assertThat(admission.take("d1", 1, 1)).isEqualTo(Hold.Reason.QUOTA);

        pass(Duration.ofSeconds(3));
        assertThat(taken(admission, 1_000)).isEqualTo(30);

        pass(Duration.ofDays(1));
        assertThat(taken(admission, 10_000)).isEqualTo(600);
    }

    @Test
    void whoever_has_used_it_up_waits_until_a_whole_second_of_it_is_there() {
        Admission admission = admission(100);
        taken(admission, 10_000);

        for (int i = 0; i < 99; i++) {
            pass(Duration.ofMillis(10));
            assertThat(taken(admission, 5)).isZero();
        }
        pass(Duration.ofMillis(10));

        assertThat(taken(admission, 1_000)).isEqualTo(100);
    }

    @Test
    void a_limit_of_zero_takes_nothing_and_a_raised_one_is_felt_at_once() {
        Admission admission = admission(0);
        assertThat(taken(admission, 10)).isZero();

        admission.change(policy(false, 1));
        assertThat(taken(admission, 1_000)).isEqualTo(60);

        admission.change(policy(false, 0));
        assertThat(taken(admission, 10)).isZero();
    }

    @Test
    void a_suspended_tenant_is_told_so_whatever_its_limit() {
        Admission admission = admission(10);
        admission.change(policy(true, 10));

        assertThat(admission.take("d1", 1, 1)).isEqualTo(Hold.Reason.SUSPENSION);

        admission.change(policy(false, 10));
        assertThat(admission.take("d1", 1, 1)).isNull();
    }

    @Test
    void points_and_bytes_are_limited_like_messages() {
        Admission points = new Admission(policy(new Quota(MUCH, 10, MUCH, MUCH), UNLIMITED), nanos::get);
        assertThat(taken(points, "d1", 1_000, 6, 1)).isEqualTo(100);

        Admission bytes = new Admission(policy(new Quota(MUCH, MUCH, 10, MUCH), UNLIMITED), nanos::get);
        assertThat(taken(bytes, "d1", 1_000, 1, 60)).isEqualTo(10);
    }

    @Test
    void a_message_larger_than_a_minute_allows_passes_and_is_made_up_for() {
        Admission admission = new Admission(policy(new Quota(MUCH, 10, MUCH, MUCH), UNLIMITED), nanos::get);

        assertThat(taken(admission, "d1", 2, 4_200, 1)).isEqualTo(1);

        pass(Duration.ofMinutes(6));
        assertThat(taken(admission, "d1", 1, 1, 1)).as("3,600 of 3,600 owed").isZero();
        pass(Duration.ofSeconds(1));
        assertThat(taken(admission, "d1", 1, 1, 1)).isEqualTo(1);
    }

    @Test
    void a_device_beyond_its_own_limit_costs_its_neighbours_nothing() {
        Admission admission =
                new Admission(policy(new Quota(20, MUCH, MUCH, MUCH), new Quota(10, MUCH, MUCH, MUCH)), nanos::get);

        assertThat(taken(admission, "greedy", 10_000, 1, 1)).isEqualTo(600);
        assertThat(taken(admission, "calm", 500, 1, 1)).isEqualTo(500);
        assertThat(taken(admission, "third", 500, 1, 1))
                .as("what is left of the tenant's")
                .isEqualTo(100);
    }

    @Test
    void devices_that_sent_nothing_for_a_minute_are_not_remembered() {
        Admission admission = admission(1_000_000);
        for (int device = 0; device < 20_000; device++) {
            assertThat(admission.take("d" + device, 1, 1)).isNull();
            pass(Duration.ofMillis(100));
        }
        assertThat(admission.devices()).isLessThan(2_500);
    }
}
