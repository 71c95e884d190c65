package io.millwright.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.receipt.Hold;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final AtomicLong nanos = new AtomicLong();

    private static IngestPolicy policy(boolean suspended, int messagesPerSecond) {
        return new IngestPolicy(suspended, messagesPerSecond, Duration.ofDays(7));
    }

    private Admission admission(int messagesPerSecond) {
        return new Admission(policy(false, messagesPerSecond), nanos::get);
    }

    private static int taken(Admission admission, int offered) {
        int taken = 0;
        for (int i = 0; i < offered; i++) {
            taken += admission.take() == null ? 1 : 0;
        }
        return taken;
    }

    @Test
    void what_a_minute_allows_may_come_at_once_and_then_the_limit_holds() {
        Admission admission = admission(10);

        assertThat(taken(admission, 1_000)).isEqualTo(600);
        assertThat(admission.take()).isEqualTo(Hold.Reason.QUOTA);

        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(taken(admission, 1_000)).isEqualTo(30);

        nanos.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(taken(admission, 10_000)).isEqualTo(600);
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

        assertThat(admission.take()).isEqualTo(Hold.Reason.SUSPENSION);

        admission.change(policy(false, 10));
        assertThat(admission.take()).isNull();
    }
}
