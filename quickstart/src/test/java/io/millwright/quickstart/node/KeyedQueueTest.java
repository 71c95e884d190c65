package io.millwright.quickstart.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyedQueueTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @Test
    void one_key_never_runs_twice_at_once_and_what_comes_meanwhile_is_one_more_run() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        try (KeyedQueue<String> queue = new KeyedQueue<>("test", key -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            begun.countDown();
            go.await();
            now.decrementAndGet();
            runs.incrementAndGet();
        })) {
            queue.add("a");
            begun.await();
            for (int i = 0; i < 50; i++) {
                queue.add("a");
            }
            go.countDown();
            await().atMost(BOUND).untilAsserted(() -> assertThat(runs).hasValue(2));
        }
        assertThat(runs).hasValue(2);
        assertThat(most).hasValue(1);
    }

    @Test
    void a_busy_key_does_not_hold_up_another() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        try (KeyedQueue<String> queue = new KeyedQueue<>("test", key -> {
            if ("slow".equals(key)) {
                go.await();
            } else {
                other.countDown();
            }
        })) {
            queue.add("slow");
            queue.add("fast");
            assertThat(other.await(BOUND.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
            go.countDown();
        }
    }

    @Test
    void a_failing_key_is_tried_again_but_never_hot() {
        AtomicInteger runs = new AtomicInteger();
        try (KeyedQueue<String> queue = new KeyedQueue<>("test", key -> {
            if (runs.incrementAndGet() < 2) {
                throw new IllegalStateException("not yet");
            }
        })) {
            long begun = System.nanoTime();
            queue.add("a");
            await().atMost(BOUND).untilAsserted(() -> assertThat(runs).hasValue(2));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
        }
    }

    @Test
    void pauses_double_up_to_a_bound() {
        assertThat(KeyedQueue.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(KeyedQueue.pause(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(KeyedQueue.pause(1000)).isEqualTo(Duration.ofSeconds(30));
    }
}
