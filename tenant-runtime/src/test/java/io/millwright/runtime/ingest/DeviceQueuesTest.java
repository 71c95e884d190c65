package io.millwright.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceQueuesTest {

    private final DeviceQueues queues = new DeviceQueues();

    private void offer(String device, String body) {
        queues.offer(Messages.telemetry(device, body), false);
    }

    private List<String> taken(int most) {
        List<String> taken = new ArrayList<>();
        for (Arrival next = queues.poll(true); next != null && taken.size() < most; next = queues.poll(true)) {
            taken.add(next.topic().device().value());
        }
        return taken;
    }

    @Test
    void a_backlog_of_one_device_does_not_delay_another() {
        for (int i = 0; i < 10_000; i++) {
            offer("deep", "x".repeat(100));
        }
        offer("calm", "y");

        assertThat(taken(20)).contains("calm");
    }

    @Test
    void large_messages_give_their_device_no_more_than_its_share() {
        for (int i = 0; i < 100; i++) {
            offer("large", "x".repeat(40_000));
        }
        for (int i = 0; i < 1_000; i++) {
            offer("small", "y");
        }

        List<String> first = taken(500);

        long bytesOfLarge = first.stream().filter("large"::equals).count() * 40_000;
        assertThat(bytesOfLarge).isBetween(40_000L, 300_000L);
        assertThat(first).filteredOn("small"::equals).hasSizeGreaterThan(480);
    }

    @Test
    void what_a_device_sent_comes_in_the_order_in_which_it_was_sent() {
        List<Arrival> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Arrival message = Messages.telemetry("d1", "x".repeat(i * 7 % 3_000));
            sent.add(message);
            queues.offer(message, false);
            offer("d2", "y".repeat(i));
        }

        List<Arrival> taken = new ArrayList<>();
        for (Arrival next = queues.poll(true); next != null; next = queues.poll(true)) {
            taken.add(next);
        }

        assertThat(taken).hasSize(1_000).filteredOn(sent::contains).containsExactlyElementsOf(sent);
    }

    @Test
    void what_is_measured_now_goes_before_what_came_earlier_and_late() throws InterruptedException {
        Arrival old = Messages.telemetry("d1", "1");
        Arrival early = Messages.telemetry("d1", "2");
        Arrival later = Messages.telemetry("d2", "3");
        queues.offer(old, true);
        queues.offer(early, false);
        queues.offer(later, false);

        assertThat(queues.poll(Duration.ZERO)).isSameAs(early);
        assertThat(queues.poll(true)).isSameAs(later);
        assertThat(queues.poll(false))
                .as("a batch that has its share of late ones")
                .isNull();
        assertThat(queues.poll(true)).isSameAs(old);
        assertThat(queues.poll(true)).isNull();
    }

    @Test
    void whoever_waits_ends_when_woken_and_can_wait_again() throws InterruptedException {
        Thread waking = Thread.ofVirtual().start(queues::wake);

        assertThat(queues.poll(Duration.ofMinutes(5))).isNull();
        waking.join();
        offer("d1", "1");
        assertThat(queues.poll(Duration.ofMinutes(5))).isNotNull();
    }
}
