package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.tenant.FaultyApi.Call;
import io.millwright.operator.tenant.FaultyApi.Fate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an API server may do to the operator: it converges, and asks no more than once a second while it cannot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadApiServerIT {

    private static final int FAILURES = 4;

    @SuppressWarnings("NullAway.Init")
    private World world;

    @SuppressWarnings("NullAway.Init")
    private FaultyApi api;

    @SuppressWarnings("NullAway.Init")
    private BareOperator operator;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        world = new World(directory);
        api = world.api();
        operator = world.operator(api, Map.of("millwright.operator.kubernetes.request-timeout", "2s"));
    }

    @AfterEach
    void heal() {
        api.fates = _ -> FaultyApi.PASS;
        api.events = List::of;
    }

    @AfterAll
    void stop() {
        operator.close();
        api.close();
        world.close();
    }

    /**
     * The client itself tries once more, hence two calls for each try of a reconciliation; tries are a second apart or more. One
     * more is not a retry: something else of a tenant that is being made may have changed meanwhile.
     */
    @Test
    void a_write_that_fails_is_tried_again_no_more_than_once_a_second_until_the_tenant_is_ready() {
        Map<String, Fate> bad = Map.of(
                "conflict", new Fate.Answer(409, Map.of()),
                "busy", new Fate.Answer(429, Map.of("Retry-After", "1")),
                "broken", new Fate.Answer(500, Map.of()),
                "unheard", new Fate.Reset(false),
                "half-done", new Fate.Reset(true),
                "silent", new Fate.Silence());
        Map<String, Queue<Long>> tries = new ConcurrentHashMap<>();
        api.fates = call -> {
            String name = tenantOf(call);
            if (!bad.containsKey(name) || !call.isWrite() || !call.path().endsWith("/resourcequotas/tenant")) {
                return FaultyApi.PASS;
            }
            Queue<Long> made = tries.computeIfAbsent(name, _ -> new ConcurrentLinkedQueue<>());
            made.add(System.nanoTime());
            return made.size() <= FAILURES ? Objects.requireNonNull(bad.get(name)) : FaultyApi.PASS;
        };

        bad.keySet().forEach(name -> world.apply(name, "{tier: professional}"));
        bad.keySet().forEach(world::awaitReady);

        assertThat(tries).hasSameSizeAs(bad).allSatisfy((name, made) -> {
            List<Long> times = List.copyOf(made);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(times.getLast() - times.getFirst());
            assertThat(times.size()).as(name).isLessThanOrEqualTo((int) (2 * (2 + seconds)));
        });
    }

    @Test
    void what_fails_says_so_in_the_condition_with_the_servers_code() {
        api.fates = call -> call.isWrite() && call.path().contains("tenant-told/resourcequotas")
                ? new Fate.Answer(500, Map.of())
                : FaultyApi.PASS;

        world.apply("told", "{tier: professional}");

        Tenant tenant = world.awaitReason("told", "Ready", "ReconcileFailed");
        assertThat(TestInstallation.condition(tenant, "Ready").orElseThrow().getMessage())
                .contains("HTTP 500");
        heal();
        world.awaitReady("told");
    }

    @Test
    void a_spec_that_changes_while_a_report_is_written_is_carried_out() {
        world.apply("overtaken", "{tier: professional}");
        world.awaitReady("overtaken");
        quiet();
        AtomicInteger reports = overtake(
                "/tenants/overtaken/status", () -> world.apply("overtaken", "{tier: professional, suspended: false}"));

        world.apply("overtaken", "{tier: professional, suspended: true}");

        await("the report was overtaken", () -> reports.get() > 0);
        world.awaitReady("overtaken");
    }

    @Test
    void a_site_and_a_fleet_that_change_while_their_reports_are_written_are_looked_at_again() throws Exception {
        world.apply("acme", "{tier: professional}");
        world.awaitReady("acme");
        world.client
                .load(Files.newInputStream(Path.of("../crds/samples/site-and-fleets.yaml")))
                .serverSideApply();
        Resource<Site> site =
                world.client.resources(Site.class).inNamespace("tenant-acme").withName("bremen");
        Resource<DeviceFleet> fleet = world.client
                .resources(DeviceFleet.class)
                .inNamespace("tenant-acme")
                .withName("press-line");
        await(
                "the site is looked at",
                () -> isObserved(site.get(), site.get().getStatus().getObservedGeneration()));
        await(
                "the fleet is looked at",
                () -> isObserved(fleet.get(), fleet.get().getStatus().getObservedGeneration()));

        overtake("/sites/bremen/status", () -> site.edit(found -> in("Europe/Berlin", found)));
        site.edit(found -> in("Europe/Bremen", found));
        await(
                "the site is looked at again",
                () -> site.get().getMetadata().getGeneration() == 3
                        && isObserved(site.get(), site.get().getStatus().getObservedGeneration()));

        overtake("/devicefleets/press-line/status", () -> fleet.edit(found -> every("3s", found)));
        fleet.edit(found -> every("2s", found));
        await(
                "the fleet is looked at again",
                () -> fleet.get().getMetadata().getGeneration() == 3
                        && isObserved(fleet.get(), fleet.get().getStatus().getObservedGeneration()));
    }

    /** Something happens while the next report on its way there has not arrived. */
    private AtomicInteger overtake(String path, Runnable change) {
        AtomicInteger reports = new AtomicInteger();
        api.fates = call -> {
            if (call.path().endsWith(path) && reports.getAndIncrement() == 0) {
                change.run();
            }
            return FaultyApi.PASS;
        };
        return reports;
    }

    private static Site in(String timezone, Site site) {
        site.getSpec().setTimezone(timezone);
        return site;
    }

    private static DeviceFleet every(String interval, DeviceFleet fleet) {
        fleet.getSpec().getTags().getFirst().setInterval(interval);
        return fleet;
    }

    private static boolean isObserved(HasMetadata resource, @Nullable Long observed) {
        return Objects.equals(resource.getMetadata().getGeneration(), observed);
    }

    @Test
    void a_watch_that_is_gone_is_listed_again_once() {
        world.apply("gone", "{tier: professional}");
        world.awaitReady("gone");
        long before = lists();
        AtomicInteger told = new AtomicInteger();
        api.events = line -> line.contains("\"kind\":\"Tenant\"") && told.getAndIncrement() == 0
                ? List.of(
                        "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"Expired\",\"message\":\"too"
                            + " old resource version\",\"code\":410}}")
                : List.of(line);

        world.apply("gone", "{tier: professional, suspended: true}");

        world.awaitReason("gone", "Ready", "Suspended");
        assertThat(lists()).isEqualTo(before + 1);
    }

    @Test
    void events_that_come_twice_change_nothing() {
        api.events = line -> List.of(line, line);

        world.apply("twice", "{tier: professional}");
        world.awaitReady("twice");

        quiet();
        double writes = operator.writes();
        world.client.resources(Tenant.class).withName("twice").edit(tenant -> {
            tenant.getMetadata().getLabels().put("touched", "yes");
            return tenant;
        });
        quiet();
        assertThat(operator.writes()).isEqualTo(writes);
    }

    @Test
    void events_that_are_lost_with_their_connection_are_seen_on_the_next() {
        world.apply("lossy", "{tier: professional}");
        world.awaitReady("lossy");
        AtomicInteger lost = new AtomicInteger();
        api.events = line -> {
            if (line.contains("\"kind\":\"Tenant\"") || line.contains("tenant-lossy")) {
                lost.incrementAndGet();
                return List.of();
            }
            return List.of(line);
        };
        world.apply("lossy", "{tier: professional, suspended: true}");
        await("events were lost", () -> lost.get() > 0);

        heal();
        api.cutWatches();

        world.awaitReason("lossy", "Ready", "Suspended");
    }

    /** The cache misses the tenant for a moment; see {@link StuckQueueIT} for what must not come of it. */
    @Test
    void a_tenant_that_seemed_to_be_gone_is_looked_at_again() {
        world.apply("ghost", "{tier: professional}");
        world.awaitReady("ghost");
        api.events = line -> line.contains("\"kind\":\"Tenant\"") && line.contains("\"name\":\"ghost\"")
                ? List.of(line.replaceFirst("\"type\":\"MODIFIED\"", "\"type\":\"DELETED\""), line)
                : List.of(line);

        world.apply("ghost", "{tier: professional, suspended: true}");

        world.awaitReason("ghost", "Ready", "Suspended");
        await("nobody waits", () -> operator.watch().waiting() == 0);
    }

    @Test
    void every_seventh_call_ends_in_a_reset_and_the_tenant_lives_and_goes_nevertheless() {
        AtomicInteger calls = new AtomicInteger();
        api.fates = call -> !call.isWatch() && calls.incrementAndGet() % 7 == 0
                ? new Fate.Reset(calls.get() % 2 == 0)
                : FaultyApi.PASS;

        world.apply("shaken", "{tier: starter}");
        world.awaitReady("shaken");
        world.client.resources(Tenant.class).withName("shaken").delete();

        await("it is gone", () -> world.tenant("shaken").isEmpty());
    }

    private long lists() {
        return api.calls.stream()
                .filter(call -> call.isRead() && !call.isWatch() && call.path().endsWith("/tenants"))
                .count();
    }

    private static String tenantOf(Call call) {
        return call.path().replaceFirst(".*/namespaces/tenant-([a-z0-9-]+)/.*", "$1");
    }

    /** Until everything that was seen is done with. */
    private void quiet() {
        await("nobody waits", () -> operator.watch().waiting() == 0);
    }

    private static void await(String what, BooleanSupplier condition) {
        World.await(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }
}
