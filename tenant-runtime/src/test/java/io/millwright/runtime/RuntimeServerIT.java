package io.millwright.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.runtime.health.Readiness;
import io.millwright.runtime.health.Readiness.Reason;
import io.millwright.runtime.health.Readiness.TenantReadiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The runtime on a real directory and a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeServerIT {

    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private TestHistorian historian;

    @SuppressWarnings("NullAway.Init")
    private Path tenants;

    @SuppressWarnings("NullAway.Init")
    private RuntimeServer server;

    @BeforeAll
    void historian(@TempDir Path directory) throws Exception {
        historian = new TestHistorian(directory);
        for (String name : new String[] {"acme", "bolt", "cold"}) {
            historian.holding(TenantFolder.of(directory, name));
        }
    }

    @BeforeEach
    void runtime(@TempDir Path directory) throws IOException {
        tenants = directory;
        server = new RuntimeServer(tenants, 0, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    void end() throws IOException {
        http.close();
        historian.close();
    }

    private TenantFolder folder(String name) {
        return TenantFolder.of(tenants, name).at(historian.url());
    }

    private static ConditionFactory soon() {
        return await().atMost(60, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(50));
    }

    private TenantReadiness of(String tenant) {
        return Objects.requireNonNull(server.readiness().tenants().get(tenant));
    }

    private void awaitReason(String tenant, Reason reason) {
        soon().untilAsserted(() -> {
            assertThat(server.readiness().tenants()).containsKey(tenant);
            assertThat(of(tenant).reason()).isEqualTo(reason);
        });
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_tenant_that_appears_is_served_and_one_that_goes_is_forgotten() throws Exception {
        soon().until(() -> server.readiness().ready());
        assertThat(server.readiness().tenants()).isEmpty();

        TenantFolder acme = folder("acme").write();
        awaitReason("acme", Reason.SERVING);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).contains("\"acme\":{\"ready\":true,\"reason\":\"Serving\"");

        acme.delete();
        soon().until(() -> server.readiness().tenants().isEmpty());
    }

    @Test
    void a_bad_tenant_disturbs_no_other_and_says_why() throws Exception {
        folder("acme").write();
        folder("bolt").write("{");
        folder("cold").withPassword("wrong").write();

        awaitReason("acme", Reason.SERVING);
        awaitReason("bolt", Reason.CONFIGURATION_INVALID);
        awaitReason("cold", Reason.DATABASE_REFUSED);

        HttpResponse<String> answer = get("/readyz");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("tenant.json is not valid JSON (line 1).", "password authentication failed")
                .doesNotContain("secret-of-acme", "\"wrong\"");
    }

    @Test
    void the_last_valid_configuration_is_served_while_a_newer_one_is_wrong() throws Exception {
        TenantFolder acme = folder("acme").write();
        awaitReason("acme", Reason.SERVING);

        acme.write(acme.document().replace(":25", ":-5"));

        soon().until(() -> !of("acme").configuration().isEmpty());
        assertThat(of("acme").ready()).isTrue();
        assertThat(of("acme").configuration())
                .isEqualTo("tenant.json: limits.devices must be a whole number of at least 0.");

        acme.write();
        soon().until(() -> of("acme").configuration().isEmpty());
        assertThat(of("acme").ready()).isTrue();
    }

    @Test
    void an_address_that_the_driver_cannot_use_is_a_complaint() throws Exception {
        folder("acme").at("jdbc:postgresql://127.0.0.1:99999/").write();
        folder("bolt").write();

        awaitReason("acme", Reason.CONFIGURATION_INVALID);
        awaitReason("bolt", Reason.SERVING);
    }

    @Test
    void a_changed_password_is_used_without_a_restart() throws Exception {
        TenantFolder cold = folder("cold").withPassword("not-yet").write();
        awaitReason("cold", Reason.DATABASE_REFUSED);
        assertThat(server.readiness().ready())
                .as("its only tenant is not served")
                .isFalse();
        assertThat(get("/readyz").statusCode()).isEqualTo(503);

        cold.withPassword("secret-of-cold").write();

        awaitReason("cold", Reason.SERVING);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void a_database_that_takes_no_writes_is_not_ready() throws Exception {
        historian.execute("ALTER ROLE bolt_writer SET default_transaction_read_only TO on");
        try {
            folder("bolt").write();
            awaitReason("bolt", Reason.DATABASE_REFUSED);
        } finally {
            historian.execute("ALTER ROLE bolt_writer RESET default_transaction_read_only");
        }
        awaitReason("bolt", Reason.SERVING);
    }

    @Test
    void a_server_that_hangs_is_known_within_five_seconds_and_its_return_too() throws Exception {
        folder("acme").write();
        folder("bolt").write();
        awaitReason("acme", Reason.SERVING);
        awaitReason("bolt", Reason.SERVING);

        historian.freeze();
        try {
            await().atMost(60, TimeUnit.SECONDS)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !of("acme").ready() && !of("bolt").ready());
            assertThat(server.readiness().ready()).isFalse();
            assertThat(server.alive()).isTrue();
            assertThat(get("/livez").statusCode()).isEqualTo(200);
        } finally {
            historian.thaw();
        }

        awaitReason("acme", Reason.SERVING);
        awaitReason("bolt", Reason.SERVING);
    }

    @Test
    void idle_tenants_hold_no_connection_and_a_closed_runtime_leaves_none() throws Exception {
        for (String name : new String[] {"acme", "bolt", "cold"}) {
            folder(name).write();
        }
        for (String name : new String[] {"acme", "bolt", "cold"}) {
            awaitReason(name, Reason.SERVING);
        }

        soon().until(() -> historian.sessionsOfRuntimes() == 0);

        server.close();
        assertThat(historian.sessionsOfRuntimes()).isZero();
    }

    @Test
    void fifty_more_tenants_cost_no_platform_thread() throws Exception {
        TenantFolder acme = folder("acme").write();
        awaitReason("acme", Reason.SERVING);
        int before = platformThreadsOfPools();

        for (int i = 0; i < 50; i++) {
            TenantFolder.of(tenants, "tenant-" + i).at(historian.url()).as(acme).write();
        }

        soon().until(() -> server.readiness().tenants().values().stream()
                        .filter(TenantReadiness::ready)
                        .count()
                == 51);
        assertThat(platformThreadsOfPools()).isEqualTo(before);
        soon().until(() -> historian.sessionsOfRuntimes() == 0);
    }

    /** Whatever a pool would start is called after it; virtual threads are not listed. */
    private static int platformThreadsOfPools() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(?i)(writer-|pool-|hikari).*"))
                .count();
    }

    @Test
    void an_unreadable_directory_keeps_what_was_read() throws Exception {
        folder("acme").write();
        awaitReason("acme", Reason.SERVING);
        Path moved = tenants.resolveSibling(tenants.getFileName() + "-moved");

        Files.move(tenants, moved);
        soon().until(() -> server.readiness().message().contains("cannot be read"));
        Readiness meanwhile = server.readiness();
        Files.move(moved, tenants);

        assertThat(meanwhile.ready()).isTrue();
        assertThat(meanwhile.tenants()).containsOnlyKeys("acme");
        soon().until(() -> server.readiness().message().equals("1 of 1 tenants served."));
    }

    @Test
    void health_answers_only_what_it_knows() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/livez/x").statusCode()).isEqualTo(404);
        HttpResponse<String> posted = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/livez"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }
}
