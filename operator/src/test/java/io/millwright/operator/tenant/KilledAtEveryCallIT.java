package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.operator.tenant.FaultyApi.Call;
import io.millwright.operator.tenant.FaultyApi.Fate;
import io.millwright.operator.tenant.Life.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator is killed at its calls, and the next one must end where an undisturbed one does. What survives a killed operator
 * is what the server holds. By default each operator dies right after its first write, before it sees the answer, until nothing
 * is left to write: that is every state there is, and an operator that starts in it. {@code -Dfaults.exhaustive=true} also kills
 * one operator in each life, at one call after the other, reads too, before and after the server hears of it.
 */
class KilledAtEveryCallIT {

    /** A life has some sixty writes: operators that all die at the same one would go on for ever. */
    private static final int MOST_DEATHS = 300;

    private volatile @Nullable Call last;

    private static final Logger LOG = LoggerFactory.getLogger(KilledAtEveryCallIT.class);

    @SuppressWarnings("NullAway.Init")
    private World world;

    @SuppressWarnings("NullAway.Init")
    private FaultyApi api;

    @SuppressWarnings("NullAway.Init")
    private BareOperator operator;

    private final Map<Stage, Map<String, String>> reference = new EnumMap<>(Stage.class);
    private final Set<Stage> exhausted = EnumSet.noneOf(Stage.class);
    private int deaths;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        world = new World(directory);
        begin();
    }

    @AfterEach
    void stop() {
        end();
        world.close();
        LOG.info("killed {} times", deaths);
    }

    @Test
    void a_tenant_with_a_stack_of_its_own_that_is_destroyed_in_the_end() throws Exception {
        everyOperatorDies(new Life(world, "professional", "Delete"), false);
    }

    @Test
    void a_pooled_tenant_that_is_the_first_of_a_new_installation_and_whose_data_is_kept() throws Exception {
        everyOperatorDies(new Life(world, "starter", "Retain"), true);
    }

    @ParameterizedTest
    @CsvSource({
        "professional, Retain, true", "professional, Retain, false", "professional, Delete, true",
        "professional, Delete, false", "starter, Retain, true", "starter, Retain, false",
        "starter, Delete, true", "starter, Delete, false"
    })
    @EnabledIfSystemProperty(named = "faults.exhaustive", matches = "true")
    void one_operator_in_each_life(String tier, String policy, boolean done) throws Exception {
        oneOperatorDies(new Life(world, tier, policy), tier.equals("starter"), done);
    }

    /** How everything is after each stage of an undisturbed life. */
    private void learn(Life life) {
        for (Stage stage : Stage.values()) {
            life.begin(stage);
            settle(life, stage, () -> false);
            reference.put(stage, life.essence());
            life.assertRules(stage);
        }
    }

    /** No operator gets further than one write, and still everything is there in the end. */
    private void everyOperatorDies(Life life, boolean anew) throws Exception {
        learn(life);
        bury(life, anew, KilledAtEveryCallIT::deathAtAnyWrite);
        for (Stage stage : Stage.values()) {
            life.begin(stage);
            while (!settle(life, stage, api::isDead)) {
                deaths++;
                assertThat(deaths).as("deaths, the last of them at %s", last).isLessThan(MOST_DEATHS);
                Map<String, String> keys = life.keys(stage);
                end();
                begin(KilledAtEveryCallIT::deathAtAnyWrite);
                assertThat(world.keys()).as("no key is ever made twice").containsAllEntriesOf(keys);
            }
            life.assertRules(stage);
        }
        assertThat(deaths).as("writes to die at").isGreaterThan(30);
    }

    /**
     * An event is a courtesy and is written before what it tells of: whoever dies there writes it again. The platform's
     * namespace is made while the operator starts.
     */
    private static Fate deathAtAnyWrite(Call call) {
        return call.isWrite()
                        && !call.path().endsWith("/events")
                        && !call.path().endsWith("/namespaces")
                ? new Fate.Death(true)
                : FaultyApi.PASS;
    }

    /**
     * @param anew nothing outlives a life, not even the platform's keys and the pool
     * @param done whether the server does what it is asked before the operator dies
     */
    private void oneOperatorDies(Life life, boolean anew, boolean done) throws Exception {
        learn(life);
        for (int call = 1; exhausted.size() < Stage.values().length; call++) {
            bury(life, anew, _ -> FaultyApi.PASS);
            for (Stage stage : Stage.values()) {
                live(life, stage, call, done);
                life.assertRules(stage);
            }
        }
        assertThat(deaths).as("calls to die at").isGreaterThan(30);
    }

    private void live(Life life, Stage stage, int call, boolean done) throws Exception {
        boolean mortal = !exhausted.contains(stage);
        if (mortal) {
            AtomicInteger calls = new AtomicInteger();
            api.fates = made ->
                    counts(made, done) && calls.incrementAndGet() == call ? new Fate.Death(done) : FaultyApi.PASS;
        }
        life.begin(stage);
        if (settle(life, stage, api::isDead)) {
            if (mortal) {
                exhausted.add(stage);
                api.fates = _ -> FaultyApi.PASS;
            }
            return;
        }
        deaths++;
        Map<String, String> keys = life.keys(stage);
        end();
        begin();
        settle(life, stage, () -> false);
        assertThat(world.keys()).as("no key is ever made twice").containsAllEntriesOf(keys);
    }

    /** Of a call that only reads, before and after are the same. */
    private static boolean counts(Call call, boolean done) {
        return call.isWrite() || !done && !call.isList();
    }

    /** Waits until everything is as it is after an undisturbed stage; false if something else came first. */
    private boolean settle(Life life, Stage stage, BooleanSupplier otherwise) {
        Map<String, String> wanted = reference.get(stage);
        try {
            return World.await(
                            "a tenant is " + stage,
                            () -> otherwise.getAsBoolean()
                                    ? Optional.of(false)
                                    : Optional.of(true)
                                            .filter(_ -> life.has(stage))
                                            .filter(_ -> wanted == null
                                                    || life.essence().equals(wanted)))
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(stage + ": " + difference(life.essence(), wanted), e);
        }
    }

    private static String difference(Map<String, String> found, @Nullable Map<String, String> wanted) {
        Map<String, String> missing = new TreeMap<>(wanted == null ? Map.of() : wanted);
        Map<String, String> more = new TreeMap<>(found);
        missing.entrySet().removeAll(found.entrySet());
        more.entrySet().removeAll(wanted == null ? Set.of() : wanted.entrySet());
        return "wanted and not found: %s%nfound and not wanted: %s".formatted(missing, more);
    }

    /** Takes away what a deleted tenant leaves, so that the next one is the same story again. */
    private void bury(Life life, boolean anew, Function<Call, Fate> fates) throws Exception {
        if (anew) {
            end();
            world.clear();
            begin(fates);
            return;
        }
        life.forget();
        api.fates = fates;
    }

    private void begin() throws IOException {
        begin(_ -> FaultyApi.PASS);
    }

    /** Writes wait until the operator has started: one that dies before takes its time to notice. */
    private void begin(Function<Call, Fate> fates) throws IOException {
        CountDownLatch started = new CountDownLatch(1);
        api = world.api();
        api.fates = call -> {
            Fate fate = fates.apply(call);
            if (fate instanceof Fate.Death) {
                last = call;
                awaited(started);
            }
            return fate;
        };
        operator = world.operator(api, Map.of("millwright.operator.deletion.grace", "0s"));
        started.countDown();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        operator.close();
        api.close();
    }
}
