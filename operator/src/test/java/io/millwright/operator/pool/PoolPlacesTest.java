package io.millwright.operator.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.operator.pool.PoolPlaces.Claim;
import io.millwright.operator.pool.PoolPlaces.Resident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which place in the pool; shards of two tenants where nothing else is said. */
class PoolPlacesTest {

    private static final String FIRST = "millwright-pool";
    private static final String SECOND = "millwright-pool-2";

    @Test
    void shards_are_filled_in_their_order_and_beyond_the_last_there_is_no_place() {
        PoolPlaces places = places(2, 2);

        assertThat(IntStream.range(0, 5).mapToObj(i -> places.place(life("t" + i), List::of)))
                .containsExactly(
                        Optional.of(FIRST),
                        Optional.of(FIRST),
                        Optional.of(SECOND),
                        Optional.of(SECOND),
                        Optional.empty());
    }

    @Test
    void a_place_that_is_not_recorded_yet_is_given_again_to_the_same_and_to_nobody_else() {
        PoolPlaces places = places(1, 1);

        assertThat(places.place(life("a"), List::of)).contains(FIRST);
        assertThat(places.place(life("b"), List::of)).isEmpty();
        assertThat(places.place(life("a"), List::of)).contains(FIRST);
    }

    @Test
    void what_the_cluster_has_recorded_decides_after_a_restart() {
        List<Claim> recorded = List.of(recorded(SECOND, "a"), recorded(FIRST, "b"), recorded(FIRST, "c"));

        assertThat(places(2, 2).place(life("a"), () -> recorded)).contains(SECOND);
        assertThat(places(2, 2).place(life("new"), () -> recorded)).contains(SECOND);
    }

    @Test
    void a_tenant_that_only_lies_in_a_shard_takes_up_a_place_there_for_everybody_else() {
        List<Claim> claims = List.of(new Claim(FIRST, life("a"), false));

        assertThat(places(2, 1).place(life("b"), () -> claims)).contains(SECOND);
        assertThat(places(2, 1).place(life("a"), () -> claims)).contains(FIRST);
    }

    @Test
    void a_tenant_that_an_older_release_let_wait_in_a_full_shard_gets_a_place_in_the_next() {
        List<Claim> claims = List.of(
                new Claim(FIRST, life("served"), false),
                new Claim(FIRST, life("also"), false),
                new Claim(FIRST, life("late"), false));

        assertThat(places(2, 2).place(life("late"), () -> claims)).contains(SECOND);
    }

    @Test
    void the_place_of_a_life_that_is_over_is_free_at_once_although_the_caches_still_show_it() {
        PoolPlaces places = places(1, 1);
        List<Claim> stale = List.of(recorded(FIRST, "a"), new Claim(FIRST, life("a"), false));
        List<String> called = new ArrayList<>();
        places.calling(called::add);
        assertThat(places.place(life("b"), () -> stale)).isEmpty();

        places.ended(life("a"));

        assertThat(called).containsExactly("b");
        assertThat(places.place(life("b"), () -> stale)).contains(FIRST);
        assertThat(places.place(life("c"), () -> stale)).isEmpty();
    }

    @Test
    void a_life_that_is_brought_back_is_given_a_place_anew_and_counts() {
        PoolPlaces places = places(1, 1);
        places.ended(life("a"));

        assertThat(places.place(life("a"), () -> List.of(recorded(FIRST, "a")))).contains(FIRST);
        assertThat(places.place(life("b"), () -> List.of(recorded(FIRST, "a")))).isEmpty();
    }

    @Test
    void another_life_of_the_same_name_is_another_resident() {
        PoolPlaces places = places(2, 1);

        assertThat(places.place(new Resident("a", "second"), () -> List.of(recorded(FIRST, "a"))))
                .contains(SECOND);
    }

    @Test
    void a_tenant_that_leaves_the_pool_before_its_place_is_recorded_frees_it() {
        PoolPlaces places = places(1, 1);
        places.place(life("a"), List::of);
        places.found(life("a"), FIRST);

        places.left("a");

        assertThat(places.place(life("b"), List::of)).contains(FIRST);
    }

    @Test
    void a_lower_bound_leaves_alone_who_is_beyond_it_and_gives_nobody_a_place_there() {
        List<Claim> claims = List.of(recorded("millwright-pool-3", "a"), recorded(FIRST, "b"));

        assertThat(places(1, 1).place(life("a"), () -> claims)).contains("millwright-pool-3");
        assertThat(places(1, 1).place(life("c"), () -> claims)).isEmpty();
    }

    @Test
    void events_of_a_shard_concern_its_tenants_and_whoever_is_not_known_to_be_in_another() {
        PoolPlaces places = places(2, 2);
        places.found(life("a"), SECOND);

        assertThat(places.concerns(SECOND, "a")).isTrue();
        assertThat(places.concerns(FIRST, "a")).isFalse();
        assertThat(places.concerns(FIRST, "unknown")).isTrue();
    }

    /**
     * Tenants come, are recorded sooner or later, are seen by the caches later still, and go, in any order, with restarts in
     * between: no shard ever has more than its places, and nobody who was given one is given another.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void no_shard_is_ever_overfull_and_nobody_is_moved(long seed) {
        Random random = new Random(seed);
        int capacity = 1 + random.nextInt(4);
        int shards = 1 + random.nextInt(4);
        PoolPlaces places = places(shards, capacity);
        Map<Resident, String> given = new HashMap<>();
        Map<Resident, String> server = new HashMap<>();
        Map<Resident, String> cache = new HashMap<>();
        int lives = 0;
        for (int step = 0; step < 2_000; step++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    Resident asking = given.isEmpty() || random.nextInt(3) > 0
                            ? new Resident("t" + random.nextInt(30), "life" + lives++)
                            : any(given, random);
                    Optional<String> place = places.place(asking, () -> claims(cache));
                    String before = given.get(asking);
                    if (before != null) {
                        assertThat(place).as("is not moved").contains(before);
                    } else if (place.isPresent()) {
                        given.put(asking, place.get());
                    } else {
                        assertThat(cache.size() + given.size()).isGreaterThanOrEqualTo(capacity * shards);
                    }
                }
                case 2 -> {
                    if (!given.isEmpty()) {
                        Resident one = any(given, random);
                        server.put(one, given.get(one));
                    }
                }
                case 3 -> {
                    cache.clear();
                    cache.putAll(server);
                }
                case 4 -> {
                    if (!given.isEmpty() && random.nextInt(2) == 0) {
                        Resident one = any(given, random);
                        server.remove(one);
                        given.remove(one);
                        places.ended(one);
                    }
                }
                default -> {
                    if (random.nextInt(40) == 0) {
                        // What was not recorded is forgotten, and nothing had been made of it.
                        places = places(shards, capacity);
                        given.keySet().retainAll(server.keySet());
                        cache.clear();
                        cache.putAll(server);
                    }
                }
            }
            Map<String, Integer> count = new HashMap<>();
            given.values().forEach(pool -> count.merge(pool, 1, Integer::sum));
            assertThat(count.values()).allMatch(tenants -> tenants <= capacity);
        }
    }

    @Test
    void one_place_is_given_at_a_time_so_that_tenants_that_come_at_once_do_not_get_the_same() throws Exception {
        PoolPlaces places = places(4, 5);
        AtomicInteger asking = new AtomicInteger();
        Supplier<List<Claim>> claims = () -> {
            int together = asking.incrementAndGet();
            Thread.yield();
            asking.decrementAndGet();
            assertThat(together).isEqualTo(1);
            return List.of();
        };
        List<Callable<Optional<String>>> newcomers = IntStream.range(0, 200)
                .<Callable<Optional<String>>>mapToObj(i -> () -> places.place(life("t" + i), claims))
                .toList();
        Map<Optional<String>, Integer> count = new HashMap<>();

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Optional<String>> place : threads.invokeAll(newcomers)) {
                count.merge(place.get(), 1, Integer::sum);
            }
        }

        assertThat(count.remove(Optional.<String>empty())).isEqualTo(180);
        assertThat(count.values()).containsExactly(5, 5, 5, 5);
    }

    @Test
    void settings_that_make_no_pool_are_refused_with_what_they_may_be() {
        assertThatThrownBy(() -> places(0, 1)).hasMessageContaining("pool.shards is 0; it must be 1 to 99");
        assertThatThrownBy(() -> places(100, 1)).hasMessageContaining("pool.shards is 100");
        assertThatThrownBy(() -> places(1, 0)).hasMessageContaining("pool.tenants is 0; it must be 1 or more");
    }

    @Test
    void the_next_shard_starts_when_nine_tenths_of_one_are_taken() {
        assertThat(settings(2, 200).isNearlyFull(179)).isFalse();
        assertThat(settings(2, 200).isNearlyFull(180)).isTrue();
        assertThat(settings(2, 1).isNearlyFull(0)).isFalse();
        assertThat(settings(2, 1).isNearlyFull(1)).isTrue();
    }

    private static List<Claim> claims(Map<Resident, String> cache) {
        return cache.entrySet().stream()
                .map(entry -> new Claim(entry.getValue(), entry.getKey(), true))
                .toList();
    }

    private static Resident any(Map<Resident, String> residents, Random random) {
        return List.copyOf(residents.keySet()).get(random.nextInt(residents.size()));
    }

    private static Claim recorded(String pool, String tenant) {
        return new Claim(pool, life(tenant), true);
    }

    private static Resident life(String tenant) {
        return new Resident(tenant, "01");
    }

    private static PoolPlaces places(int shards, int tenants) {
        return new PoolPlaces(settings(shards, tenants));
    }

    private static PoolSettings settings(int shards, int tenants) {
        return new PoolSettings(shards, tenants, 6_000, "2", "4Gi", 20, "2", "4Gi");
    }
}
