package io.millwright.controlplane.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.enrollment.StubRuntime.Manner;
import io.millwright.controlplane.identity.ApiKeys;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.KnownTenants;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.runtime.RuntimeLocator;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.DeviceFleetStatus;
import io.millwright.crd.v1alpha1.RolloutStatus;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevicesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final Map<TenantId, URI> RUNTIMES = new ConcurrentHashMap<>();

    @Configuration(proxyBeanMethods = false)
    static class Runtimes {

        @Bean
        RuntimeLocator locator() {
            return tenant -> Optional.ofNullable(RUNTIMES.get(tenant));
        }
    }

    @SuppressWarnings("NullAway.Init")
    private TestPlatform platform;

    @SuppressWarnings("NullAway.Init")
    private StubRuntime runtime;

    @SuppressWarnings("NullAway.Init")
    private TestPlant plant;

    @BeforeAll
    void start() {
        platform = new TestPlatform(
                List.of(
                        "millwright.control-plane.rollout.poll=100ms",
                        "millwright.control-plane.rollout.status-every=200ms",
                        "millwright.control-plane.rollout.answer-within=1s",
                        "millwright.control-plane.revocation.poll=100ms"),
                Runtimes.class);
    }

    @AfterAll
    void stop() throws IOException {
        platform.close();
    }

    @BeforeEach
    void aTenantAndItsRuntime() {
        plant = plant("devices-" + TENANTS.incrementAndGet());
        runtime = new StubRuntime(TestPlant.root(platform));
        RUNTIMES.put(plant.tenant(), runtime.uri());
    }

    @AfterEach
    void noRuntime() {
        runtime.close();
    }

    @Test
    void a_new_configuration_reaches_one_device_first_and_the_others_when_it_has_said_yes() {
        List<String> devices = enrolled(4);
        steps(25, 100);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rollout().getUpdated()).isEqualTo(4));
        devices.forEach(id -> runtime.device(id, Manner.SAYS_NOTHING, true));

        String hash = plant.render(TestPlant.FLEET, TestPlant.SITE, "2000");

        await().atMost(PATIENCE).until(() -> told(devices, hash).size() == 1);
        await().during(Duration.ofMillis(400))
                .atMost(PATIENCE)
                .until(() -> told(devices, hash).size() == 1);
        String canary = told(devices, hash).getFirst();
        runtime.acknowledges(canary, hash);
        devices.stream().filter(id -> !id.equals(canary)).forEach(id -> runtime.device(id, Manner.ACCEPTS, true));
        await().atMost(PATIENCE).until(() -> told(devices, hash).size() == 4);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(rollout().getStep()).isEqualTo(100);
            assertThat(rollout().getUpdated()).isEqualTo(4);
        });
        assertThat(runtime.received(canary).getLast().path("version").asInt()).isEqualTo(2);
        assertThat(runtime.received(canary)
                        .getLast()
                        .path("tags")
                        .get(0)
                        .path("intervalMs")
                        .asInt())
                .isEqualTo(2000);
    }

    @Test
    void a_refusal_pauses_a_roll_out_and_a_newer_configuration_starts_another() {
        List<String> devices = enrolled(4);
        steps(25, 100);
        devices.forEach(id -> runtime.device(id, Manner.REFUSES, true));

        String bad = plant.render(TestPlant.FLEET, TestPlant.SITE, "3000");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rollout().getFailed()).isEqualTo(1));
        await().during(Duration.ofMillis(400))
                .atMost(PATIENCE)
                .until(() -> told(devices, bad).size() == 1);
        devices.forEach(id -> runtime.device(id, Manner.ACCEPTS, true));
        String good = plant.render(TestPlant.FLEET, TestPlant.SITE, "4000");
        await().atMost(PATIENCE).until(() -> told(devices, good).size() == 4);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rollout().getFailed()).isZero());
    }

    @Test
    void the_fleets_status_counts_its_devices_and_leaves_the_operators_part_alone() {
        List<String> devices = enrolled(2);
        runtime.device(devices.getFirst(), Manner.ACCEPTS, false);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(status().getEnrolled()).isEqualTo(2);
            assertThat(status().getConnected()).isEqualTo(1);
            assertThat(status().getPendingApproval()).isZero();
        });
    }

    @Test
    void a_revoked_device_is_out_before_the_answer() {
        String device = enrolled(1).getFirst();
        String serial = get(device).path("certificate").path("serial").asString();

        ApiClient.Answer answer = api().post(plant.devices() + "/" + device + ":revoke", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("state").asString()).isEqualTo("revoked");
        // A slow answer makes it be told again, which changes nothing.
        assertThat(runtime.revoked()).containsOnly(serial);
        assertThat(api().post(plant.devices() + "/" + device + ":revoke", "").status())
                .isEqualTo(200);
        assertThat(api().post(plant.devices() + "/" + device + ":approve", "").status())
                .isEqualTo(409);
    }

    @Test
    void while_the_broker_is_away_a_revocation_is_taken_and_told_later() {
        String device = enrolled(1).getFirst();
        runtime.brokerAway(true);

        ApiClient.Answer answer = api().post(plant.devices() + "/" + device + ":revoke", "");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(get(device).path("state").asString()).isEqualTo("revoked");
        runtime.brokerAway(false);
        await().atMost(PATIENCE).until(() -> runtime.revoked().size() == 1);
    }

    @Test
    void the_registry_answers_without_the_runtime() {
        String device = enrolled(1).getFirst();
        await().atMost(PATIENCE).until(() -> get(device).path("connected").asBoolean(false));
        RUNTIMES.remove(plant.tenant());

        JsonNode alone = get(device);

        assertThat(alone.path("state").asString()).isEqualTo("active");
        assertThat(alone.has("connected")).isFalse();
    }

    @Test
    void another_tenants_devices_and_codes_are_as_absent_as_those_that_never_were() {
        String device = enrolled(1).getFirst();
        TestPlant other = plant("devices-" + TENANTS.incrementAndGet());
        ApiClient attacker = new ApiClient(
                platform.api(),
                platform.bean(ApiKeys.class)
                        .create(
                                other.tenant(),
                                new ApiKeys.NewKey("attacker", Grant.of(Role.OWNER), null),
                                new Caller.Administrator())
                        .secret());

        for (String base : List.of(plant.devices(), other.devices())) {
            for (String id : List.of(device, "press-line-0123456789")) {
                for (String call : List.of("", ":approve", ":revoke", ":move")) {
                    ApiClient.Answer answer = call.isEmpty()
                            ? attacker.get(base + "/" + id)
                            : attacker.post(base + "/" + id + call, "{\"fleet\":\"press-line\"}");
                    assertThat(answer.status()).as("%s %s%s", base, id, call).isEqualTo(404);
                }
            }
        }
        assertThat(attacker.get(plant.devices()).status()).isEqualTo(404);
        assertThat(attacker.post(plant.codes(), "{}").status()).isEqualTo(404);
        assertThat(attacker.get(plant.codes()).status()).isEqualTo(404);
        assertThat(attacker.delete(plant.codes()).status()).isEqualTo(404);
        assertThat(attacker.post("/api/v1/tenants/" + plant.tenant() + "/device-codes:claim", "{}")
                        .status())
                .isEqualTo(404);
        assertThat(get(device).path("state").asString()).isEqualTo("active");
    }

    private TestPlant plant(String name) {
        TenantId tenant = new TenantId(name);
        platform.readyTenant(name);
        await().atMost(PATIENCE).until(() -> platform.bean(KnownTenants.class).contains(tenant));
        return TestPlant.of(platform, tenant);
    }

    /** Online, and running what they were given. */
    private List<String> enrolled(int count) {
        List<String> ids = new ArrayList<>();
        JsonNode codes =
                api().post(plant.codes(), "{\"count\":" + count + "}").body().path("codes");
        for (JsonNode code : codes) {
            ApiClient.Answer answer =
                    TestAgent.fresh(platform).enroll(code.path("code").asString());
            String id = answer.body().path("deviceId").asString();
            runtime.acknowledges(id, get(id).path("configuration").path("hash").asString());
            ids.add(id);
        }
        return ids;
    }

    private List<String> told(List<String> devices, String hash) {
        return devices.stream()
                .filter(id -> runtime.received(id).stream()
                        .anyMatch(payload ->
                                payload.path("configuration").asString().equals(hash)))
                .toList();
    }

    private void steps(Integer... steps) {
        plant.fleet(
                TestPlant.FLEET,
                TestPlant.SITE,
                fleet -> fleet.getSpec().getRollout().setSteps(List.of(steps)));
    }

    private DeviceFleetStatus status() {
        DeviceFleet fleet = platform.kubernetes()
                .resources(DeviceFleet.class)
                .inNamespace("tenant-" + plant.tenant())
                .withName(TestPlant.FLEET)
                .get();
        return fleet.getStatus();
    }

    private RolloutStatus rollout() {
        return Objects.requireNonNullElseGet(status().getRollout(), RolloutStatus::new);
    }

    private JsonNode get(String device) {
        return api().get(plant.devices() + "/" + device).body();
    }

    private ApiClient api() {
        return new ApiClient(platform.api(), TestPlatform.ADMINISTRATOR_KEY);
    }
}
