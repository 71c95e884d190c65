package io.millwright.controlplane.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.device.TestDevices;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.wire.SiteId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is missing of a device. */
class CompletenessApiIT extends MeasuredIT {

    @Test
    void what_is_missing_of_a_device_is_told_as_the_runtime_knows_it_and_of_other_sites_not_at_all() {
        TestDevices.active(platform, TENANT, "lacks-bremen", "press-line", "bremen");
        TestDevices.active(platform, TENANT, "lacks-aachen", "press-line", "aachen");
        String devices = "/api/v1/tenants/measured/devices/";
        String range = "/completeness?from=2026-11-21T10:00:00Z&to=2026-11-21T12:00:00Z";
        runtime.answer.set(new RuntimeStandIn.Answer(200, """
            {"device":"lacks-bremen","from":"2026-11-21T10:00:00.000Z","to":"2026-11-21T12:00:00.000Z",\
            "missing":[{"from":"2026-11-21T10:04:00.000Z","to":"2026-11-21T10:09:00.000Z","reason":"gap","declared":"cap",\
            "clock":"data","stream":"k3x9","messages":240}],"unplaced":[{"reason":"hole","stream":"k3x9","messages":4,\
            "before":"2026-11-21T11:00:00.000Z"}],"streams":[{"stream":"k3x9","highest":500}],\
            "notTaken":[{"hour":"2026-11-21T10:00:00.000Z","held":3,"dropped":0}],"next":"k3x9","later":1}\
            """));
        ApiClient bremen = new ApiClient(platform.api(), key(new Grant(Role.VIEWER, Set.of(new SiteId("bremen")))));

        Answer whole = own.get(devices + "lacks-bremen" + range + "&cursor=a.b");

        assertThat(runtime.requests.getLast())
                .isEqualTo("/v1/tenants/measured/devices/lacks-bremen/completeness?from=2026-11-21T10%3A00%3A00Z"
                        + "&to=2026-11-21T12%3A00%3A00Z&cursor=a.b");
        assertThat(whole.body().path("missing").path(0).path("declared").asString())
                .isEqualTo("cap");
        assertThat(whole.body().path("unplaced").path(0).has("after")).isFalse();
        assertThat(whole.body().path("notTaken").path(0).path("held").asInt()).isEqualTo(3);
        assertThat(whole.body().path("next").asString()).isEqualTo("k3x9");
        Answer bySite = bremen.get(devices + "lacks-bremen" + range);
        assertThat(bySite.body().path("missing").size()).isEqualTo(1);
        assertThat(bySite.body().has("notTaken")).as("figures of other sites").isFalse();
        int before = runtime.requests.size();
        assertThat(bremen.get(devices + "lacks-aachen" + range).status()).isEqualTo(404);
        assertThat(own.get(devices + "never-enrolled" + range).status()).isEqualTo(404);
        assertThat(own.get(devices + "lacks-bremen/completeness?from=2026-01-01T00:00:00Z&to=2026-02-02T00:00:00Z")
                        .body()
                        .path("errors")
                        .findValuesAsString("message"))
                .containsExactly("must lie at most 31 days before to");
        assertThat(own.get(devices + "lacks-bremen/completeness?from=now&to=0000-01-01T00:00:00Z&cursor=%0A")
                        .body()
                        .path("errors")
                        .findValuesAsString("field"))
                .containsExactly("to", "from", "cursor");
        assertThat(runtime.requests).hasSize(before);
    }

    @Test
    void a_device_that_was_never_heard_of_lacks_nothing_that_is_known() {
        TestDevices.active(platform, TENANT, "mute", "press-line", "bremen");
        runtime.answer.set(new RuntimeStandIn.Answer(404, "{}"));

        Answer answer = own.get("/api/v1/tenants/measured/devices/mute/completeness");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("streams").size()).isZero();
        assertThat(answer.body().path("missing").size()).isZero();
    }
}
