package io.millwright.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final AtomicLong nanos = new AtomicLong();

    private final Turns turns = new Turns(1, nanos::get);

    private final List<String> order = new CopyOnWriteArrayList<>();

    /** Waits for its turn, uses it for so long, and ends it. */
    private Thread queue(String name, Turns.Turn turn, Duration takes) {
        int before = turns.waiting();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                turn.begin();
                order.add(name);
                nanos.addAndGet(takes.toNanos());
                turn.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(60, TimeUnit.SECONDS).until(() -> turns.waiting() == before + 1);
        return thread;
    }

    @Test
    void whoever_has_had_the_least_is_next_whenever_it_came() throws InterruptedException {
        Turns.Tenant deep = turns.tenant();
        Turns.Turn first = deep.turn();
        first.begin();
        Thread more = queue("deep", deep.turn(), Duration.ofMillis(50));
        Thread calm = queue("calm", turns.tenant().turn(), Duration.ofMillis(1));
        assertThat(turns.crowded()).isTrue();

        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        first.end();

        more.join();
        calm.join();
        assertThat(order).containsExactly("calm", "deep");
        assertThat(turns.crowded()).isFalse();
    }

    @Test
    void two_backlogs_take_turns() throws InterruptedException {
        Turns.Turn blocking = turns.tenant().turn();
        blocking.begin();
        Turns.Tenant one = turns.tenant();
        Turns.Tenant two = turns.tenant();
        List<Thread> all = List.of(
                queue("one", one.turn(), Duration.ofMillis(10)),
                queue("one", one.turn(), Duration.ofMillis(10)),
                queue("one", one.turn(), Duration.ofMillis(10)),
                queue("two", two.turn(), Duration.ofMillis(10)),
                queue("two", two.turn(), Duration.ofMillis(10)),
                queue("two", two.turn(), Duration.ofMillis(10)));

        blocking.end();

        for (Thread thread : all) {
            thread.join();
        }
        assertThat(order).containsExactly("one", "two", "one", "two", "one", "two");
    }

    @Test
    void a_tenant_that_hangs_stops_no_other() throws InterruptedException {
        Turns.Turn hanging = turns.tenant().turn();
        hanging.begin();
        Thread other = queue("other", turns.tenant().turn(), Duration.ZERO);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        other.join();
        assertThat(order).containsExactly("other");
        hanging.end();
    }

    @Test
    void whoever_is_interrupted_while_it_waits_leaves_the_queue() throws InterruptedException {
        Turns.Turn first = turns.tenant().turn();
        first.begin();
        Thread waiting = queue("never", turns.tenant().turn(), Duration.ZERO);

        waiting.interrupt();
        waiting.join();

        assertThat(turns.waiting()).isZero();
        first.end();
        assertThat(order).isEmpty();
    }
}
