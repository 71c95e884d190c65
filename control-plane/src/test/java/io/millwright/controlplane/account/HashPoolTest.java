package io.millwright.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.account.HashPool.Turn;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashPoolTest {

    private static final PasswordSettings SLOW = new PasswordSettings(1, 1, 65_536, 4);

    @Test
    void a_flood_is_told_to_come_again_instead_of_waiting() throws Exception {
        HashPool pool = new HashPool(SLOW);
        CountDownLatch start = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Turn<String>>> all = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(() -> {
                        start.await();
                        return pool.hash("a long and quiet evening");
                    }))
                    .toList();
            start.countDown();

            assertThat(all).extracting(Future::get).hasAtLeastOneElementOfType(Turn.Busy.class);
            assertThat(all).extracting(Future::get).hasAtLeastOneElementOfType(Turn.Done.class);
        } finally {
            pool.destroy();
        }
    }

    @Test
    void a_hash_is_argon2id_with_the_costs_that_were_set() {
        HashPool pool = new HashPool(new PasswordSettings(1, 1, 19_456, 2));

        assertThat(pool.hash("a long and quiet evening"))
                .isInstanceOfSatisfying(
                        Turn.Done.class,
                        done -> assertThat(done.result().toString()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
        pool.destroy();
    }
}
