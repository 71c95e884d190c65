package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.broker.BrokerAuthorities;
import io.millwright.operator.plan.Names;
import io.millwright.operator.tenant.FaultyApi.Call;
import io.millwright.operator.tenant.FaultyApi.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator is killed at each of its calls, one life of a tenant after the other, and the next operator must end where an
 * undisturbed one does. What survives a killed operator is what the server holds, so by default it dies right after each
 * write, before it sees the answer: that is every state there is. {@code -Dfaults.exhaustive=true} also kills it before and
 * after each call that only reads.
 */
class KilledAtEveryCallIT {

    private static final String NAME = "acme";

    /** What happens in the life of a tenant, one after the other. */
    private enum Stage {
        PROVISIONED,
        CHANGED,
        DELETED
    }

    @SuppressWarnings("NullAway.Init")
    private World world;

    @SuppressWarnings("NullAway.Init")
    private FaultyApi api;

    @SuppressWarnings("NullAway.Init")
    private BareOperator operator;

    private final Map<Stage, Map<String, String>> reference = new EnumMap<>(Stage.class);
    private final Set<Stage> exhausted = EnumSet.noneOf(Stage.class);
    private String incarnation = "";
    private boolean pooled;
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
    }

    @Test
    void a_tenant_with_a_stack_of_its_own() throws Exception {
        everyLife("{tier: professional}", false);
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.exhaustive", matches = "true")
    void a_pooled_tenant_that_is_the_first_of_a_new_installation() throws Exception {
        everyLife("{tier: starter}", true);
    }

    /** No operator gets further than one write, and still everything is there in the end, of a new installation too. */
    @Test
    void operators_that_all_die_right_after_their_first_write() throws Exception {
        learn("{tier: starter}", true);
        bury(true);
        for (Stage stage : Stage.values()) {
            api.fates = KilledAtEveryCallIT::deathAtAnyWrite;
            begin(stage, "{tier: starter}");
            while (!settle(stage, _ -> api.isDead())) {
                deaths++;
                Map<String, String> keys = world.keys();
                end();
                begin(KilledAtEveryCallIT::deathAtAnyWrite);
                assertThat(world.keys()).as("no key is ever made twice").containsAllEntriesOf(keys);
            }
        }

        assertThat(deaths).as("writes to die at").isGreaterThan(20);
        assertThat(world.databases).as("one database").hasSize(1);
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

    /** How everything is after each stage of an undisturbed life. */
    private void learn(String spec, boolean isPooled) {
        pooled = isPooled;
        for (Stage stage : Stage.values()) {
            begin(stage, spec);
            settle(stage, _ -> false);
            reference.put(stage, world.essence(incarnation));
        }
    }

    /** @param anew nothing outlives a life, not even the platform's keys and the pool */
    private void everyLife(String spec, boolean anew) throws Exception {
        learn(spec, anew);
        boolean[] variants =
                Boolean.getBoolean("faults.exhaustive") ? new boolean[] {true, false} : new boolean[] {true};
        for (boolean done : variants) {
            exhausted.clear();
            for (int call = 1; exhausted.size() < Stage.values().length; call++) {
                bury(anew);
                for (Stage stage : Stage.values()) {
                    live(stage, spec, call, done);
                }
            }
        }
        assertThat(deaths).as("calls to die at").isGreaterThan(20);
    }

    private void live(Stage stage, String spec, int call, boolean done) throws Exception {
        if (!exhausted.contains(stage)) {
            AtomicInteger calls = new AtomicInteger();
            api.fates = made -> counts(made) && calls.incrementAndGet() == call ? new Fate.Death(done) : FaultyApi.PASS;
        }
        begin(stage, spec);
        if (settle(stage, _ -> api.isDead())) {
            if (!exhausted.contains(stage)) {
                exhausted.add(stage);
                api.fates = _ -> FaultyApi.PASS;
            }
            return;
        }
        deaths++;
        Map<String, String> keys = world.keys();
        end();
        begin();
        settle(stage, _ -> false);
        assertThat(world.keys()).as("no key is ever made twice").containsAllEntriesOf(keys);
        assertThat(world.databases).as("one database").hasSizeLessThanOrEqualTo(1);
    }

    private static boolean counts(Call call) {
        return call.isWrite() || (Boolean.getBoolean("faults.exhaustive") && !call.isList());
    }

    private void begin(Stage stage, String spec) {
        switch (stage) {
            case PROVISIONED -> world.apply(NAME, spec);
            case CHANGED -> world.apply(NAME, spec.replace("}", ", suspended: true}"));
            case DELETED -> world.client.resources(Tenant.class).withName(NAME).delete();
        }
    }

    /** Waits until everything is as it is after an undisturbed stage; false if something else came first. */
    private boolean settle(Stage stage, Predicate<Void> otherwise) {
        Map<String, String> wanted = reference.get(stage);
        try {
            return World.await(
                            "a tenant is " + stage,
                            () -> otherwise.test(null)
                                    ? Optional.of(false)
                                    : Optional.of(true)
                                            .filter(_ -> is(stage))
                                            .filter(_ -> wanted == null
                                                    || world.essence(incarnation)
                                                            .equals(wanted)))
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(difference(world.essence(incarnation), wanted), e);
        }
    }

    private static String difference(Map<String, String> found, @Nullable Map<String, String> wanted) {
        Map<String, String> missing = new TreeMap<>(wanted == null ? Map.of() : wanted);
        Map<String, String> more = new TreeMap<>(found);
        missing.entrySet().removeAll(found.entrySet());
        more.entrySet().removeAll(wanted == null ? Set.of() : wanted.entrySet());
        return "wanted and not found: %s%nfound and not wanted: %s".formatted(missing, more);
    }

    private boolean is(Stage stage) {
        Optional<Tenant> tenant = world.tenant(NAME);
        Optional<String> ready = tenant.filter(found -> found.getStatus() != null)
                .filter(found -> Objects.equals(
                        found.getStatus().getObservedGeneration(),
                        found.getMetadata().getGeneration()))
                .flatMap(found -> TestInstallation.condition(found, "Ready"))
                .map(condition -> condition.getReason());
        tenant.map(Tenant::getStatus).map(status -> status.getIncarnation()).ifPresent(found -> incarnation = found);
        return platformIsComplete()
                && switch (stage) {
                    case PROVISIONED -> ready.filter("Ready"::equals).isPresent() && poolServes() == pooled;
                    case CHANGED -> ready.filter("Suspended"::equals).isPresent();
                    case DELETED -> tenant.isEmpty() && !poolServes();
                };
    }

    private boolean platformIsComplete() {
        return world.keys().keySet().containsAll(Set.of(Names.CONTROL_PLANE_CLIENT, Names.ENROLLMENT_SERVER));
    }

    /** The pool has a reconciliation of its own, which no condition of a tenant waits for. */
    private boolean poolServes() {
        return Optional.ofNullable(world.client
                        .configMaps()
                        .inNamespace(Names.POOL_NAMESPACE)
                        .withName(Names.BROKER_CONFIG)
                        .get())
                .filter(found ->
                        found.getData().getOrDefault(BrokerAuthorities.KEY, "").contains(NAME + "="))
                .isPresent();
    }

    /** Takes away what a deleted tenant leaves, so that the next one is the same story again. */
    private void bury(boolean anew) throws Exception {
        if (anew) {
            end();
            world.clear();
            begin();
            return;
        }
        world.forget(NAME, incarnation);
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
                awaited(started);
            }
            return fate;
        };
        operator = world.operator(api);
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
