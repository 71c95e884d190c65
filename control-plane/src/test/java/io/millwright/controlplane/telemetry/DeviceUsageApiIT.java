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

/** What each device has used, which the runtime knows. */
class DeviceUsageApiIT extends MeasuredIT {

    private static final String BY_DEVICE = """
        {"devices":[
          {"device":"uses-bremen","messages":3,"points":30,"bytesIn":300,"deviceHours":1},
          {"device":"uses-aachen","messages":9,"points":10,"bytesIn":900,"deviceHours":2},
          {"device":"uses-dresden","messages":9,"points":20,"bytesIn":800,"deviceHours":1}]}\
        """;

    @Test
    void usage_comes_by_device_the_most_first_and_in_pages() {
        String usage = "/api/v1/tenants/measured/usage/devices?from=2026-11-21T00:30:00Z&to=2026-11-21T10:00:00Z";
        runtime.answer.set(new RuntimeStandIn.Answer(200, BY_DEVICE));

        Answer first = own.get(usage + "&limit=2");
        Answer second =
                own.get(usage + "&limit=2&cursor=" + first.body().path("next").asString());
        Answer byPoints = own.get(usage + "&meter=points");

        assertThat(runtime.requests.getLast())
                .startsWith("/v1/tenants/measured/usage/devices?")
                .contains("from=2026-11-21T00%3A00%3A00Z", "to=2026-11-21T10%3A00%3A00Z");
        assertThat(first.body().path("items").findValuesAsString("device"))
                .containsExactly("uses-aachen", "uses-dresden");
        assertThat(second.body().path("items").toString())
                .isEqualTo(
                        "[{\"device\":\"uses-bremen\",\"messages\":3,\"points\":30,\"bytesIn\":300,\"deviceHours\":1}]");
        assertThat(second.body().has("next")).isFalse();
        assertThat(byPoints.body().path("items").findValuesAsString("device"))
                .containsExactly("uses-bremen", "uses-dresden", "uses-aachen");
        assertThat(own.get(usage + "&meter=storage_gb_hours").status()).isEqualTo(400);
        assertThat(own.get("/api/v1/tenants/measured/usage/devices?from=2024-11-21T00:30:00Z")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_grant_for_a_site_shows_the_usage_of_its_devices_only() {
        TestDevices.active(platform, TENANT, "uses-bremen", "press-line", "bremen");
        TestDevices.active(platform, TENANT, "uses-aachen", "press-line", "aachen");
        ApiClient bremen = new ApiClient(platform.api(), key(new Grant(Role.VIEWER, Set.of(new SiteId("bremen")))));
        String usage = "/api/v1/tenants/measured/usage/devices";
        runtime.answer.set(new RuntimeStandIn.Answer(200, BY_DEVICE));

        Answer shown = bremen.get(usage + "?limit=1");
        int before = runtime.requests.size();
        Answer elsewhere = bremen.get(usage + "/uses-aachen");
        Answer nowhere = bremen.get(usage + "/uses-nowhere");

        assertThat(shown.body().path("items").findValuesAsString("device")).containsExactly("uses-bremen");
        assertThat(shown.body().has("next")).isFalse();
        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(elsewhere.response().body()).isEqualTo(nowhere.response().body());
        assertThat(runtime.requests).hasSize(before);
        assertThat(bremen.get("/api/v1/tenants/measured/usage").status()).isEqualTo(403);
    }

    @Test
    void the_usage_of_a_device_is_summed_by_meter_and_span() {
        TestDevices.active(platform, TENANT, "uses-often", "press-line", "bremen");
        String usage =
                "/api/v1/tenants/measured/usage/devices/uses-often?from=2026-10-31T23:00:00Z&to=2026-11-21T10:00:00Z";
        runtime.answer.set(new RuntimeStandIn.Answer(200, """
            {"spans":[{"from":"2026-10-01T00:00:00Z","messages":1,"points":10,"bytesIn":100,"deviceHours":1},
              {"from":"2026-11-01T00:00:00Z","messages":2,"points":20,"bytesIn":200,"deviceHours":2}]}\
            """));

        Answer months = own.get(usage + "&granularity=month&meter=points");
        Answer total = own.get(usage);

        assertThat(months.body().path("usage").toString()).isEqualTo("""
            [{"meter":"points","from":"2026-10-31T23:00:00Z","to":"2026-11-01T00:00:00Z","quantity":10},\
            {"meter":"points","from":"2026-11-01T00:00:00Z","to":"2026-11-21T10:00:00Z","quantity":20}]\
            """);
        assertThat(runtime.requests.getLast()).contains("unit=month");
        assertThat(total.body().path("usage").findValuesAsString("meter"))
                .containsExactly("messages", "points", "bytes_in", "device_hours");
        assertThat(total.body().path("usage").findValuesAsString("quantity")).containsExactly("3", "30", "300", "3");
    }
}
