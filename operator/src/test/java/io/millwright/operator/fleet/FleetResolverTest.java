package io.millwright.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.millwright.crd.v1alpha1.Connection;
import io.millwright.crd.v1alpha1.ConnectionReading;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.DeviceFleetSpec;
import io.millwright.crd.v1alpha1.Protocol;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.crd.v1alpha1.Tag;
import io.millwright.operator.status.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetResolverTest {

    private static final String NAMESPACE = "tenant-acme";

    @Test
    void the_order_of_a_spec_changes_nothing() {
        DeviceFleet one = fleet(spec -> spec.setTags(List.of(tag("a"), tag("b"))));
        DeviceFleet other = fleet(spec -> spec.setTags(List.of(tag("b"), tag("a"))));

        assertThat(plan(one)).isEqualTo(plan(other));
    }

    @Test
    void what_a_machine_does_not_see_changes_no_hash() {
        DeviceFleet changed = fleet(spec -> {
            spec.getCertificate().setLifetime("90d");
            spec.getEnrollment().setMaxDevices(3);
            spec.getRollout().setSteps(List.of(100));
        });

        assertThat(plan(changed)).isEqualTo(plan(fleet(spec -> {})));
    }

    @Test
    void polling_is_not_written_so_that_no_hash_of_before_changes() {
        DeviceFleet polled = fleet(spec -> spec.getConnections().getFirst().setReading(ConnectionReading.POLL));

        assertThat(plan(polled)).isEqualTo(plan(fleet(spec -> {})));
        assertThat(plan(polled).configuration()).doesNotContain("reading");
    }

    @Test
    void subscribing_is_another_configuration() {
        DeviceFleet told = fleet(spec -> spec.getConnections().getFirst().setReading(ConnectionReading.SUBSCRIBE));

        assertThat(plan(told).configuration()).contains("\"reading\":\"Subscribe\"");
        assertThat(plan(told).hash()).isNotEqualTo(plan(fleet(spec -> {})).hash());
    }

    @Test
    void one_number_has_one_text() {
        DeviceFleet whole = fleet(spec -> spec.getTags().getFirst().setScale(100.0));
        DeviceFleet small = fleet(spec -> spec.getTags().getFirst().setScale(0.000_000_1));

        assertThat(plan(whole).configuration()).contains("\"scale\":100}");
        assertThat(plan(small).configuration()).contains("\"scale\":0.0000001}");
    }

    @Test
    void the_hash_follows_the_content() {
        DeviceFleet changed = fleet(spec -> spec.getTags().getFirst().setInterval("2s"));

        assertThat(plan(changed).hash())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(plan(fleet(spec -> {})).hash());
    }

    @Test
    void the_parameters_that_a_device_must_give_are_listed_once_and_sorted() {
        DeviceFleet fleet = fleet(spec -> {
            spec.getConnections().getFirst().setUrl("modbus-tcp://${plc}:${port}");
            spec.getTags().getFirst().setAddress("${area}:${plc}");
        });

        assertThat(plan(fleet).configuration()).contains("\"parameters\":[\"area\",\"plc\",\"port\"]");
    }

    @Test
    void a_configuration_that_fits_in_no_config_map_is_a_condition() {
        DeviceFleet fleet = fleet(spec -> spec.setTags(IntStream.range(0, 1000)
                .mapToObj(i -> {
                    Tag tag = tag("t" + i);
                    tag.setAddress("\"".repeat(512));
                    return tag;
                })
                .toList()));

        assertThat(FleetResolver.resolve(fleet, Optional.of(site("UTC"))))
                .isInstanceOfSatisfying(
                        FleetResolution.Unusable.class,
                        unusable -> assertThat(unusable.verdict().reason()).isEqualTo("ConfigurationTooLarge"));
    }

    @Test
    void a_missing_site_is_a_condition() {
        assertThat(FleetResolver.resolve(fleet(spec -> {}), Optional.empty()))
                .isEqualTo(new FleetResolution.Unusable(
                        Verdict.bad("SiteNotFound", "There is no Site 'bremen' in namespace tenant-acme.")));
    }

    private static FleetPlan plan(DeviceFleet fleet) {
        if (FleetResolver.resolve(fleet, Optional.of(site("UTC")))
                instanceof FleetResolution.Resolved(FleetPlan plan)) {
            return plan;
        }
        throw new AssertionError("not resolved");
    }

    private static Site site(String timezone) {
        Site site = new Site();
        site.setMetadata(new ObjectMetaBuilder()
                .withNamespace(NAMESPACE)
                .withName("bremen")
                .build());
        site.getSpec().setTimezone(timezone);
        return site;
    }

    private static DeviceFleet fleet(Consumer<DeviceFleetSpec> change) {
        DeviceFleet fleet = new DeviceFleet();
        fleet.setMetadata(new ObjectMetaBuilder()
                .withNamespace(NAMESPACE)
                .withName("press-line")
                .build());
        Connection connection = new Connection();
        connection.setName("press");
        connection.setProtocol(Protocol.MODBUS_TCP);
        connection.setUrl("modbus-tcp://${plc}:502");
        fleet.getSpec().setSiteRef("bremen");
        fleet.getSpec().setConnections(List.of(connection));
        fleet.getSpec().setTags(List.of(tag("temperature")));
        change.accept(fleet.getSpec());
        return fleet;
    }

    private static Tag tag(String name) {
        Tag tag = new Tag();
        tag.setName(name);
        tag.setConnection("press");
        tag.setAddress("holding-register:100:REAL");
        return tag;
    }
}
