package io.millwright.operator.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantSpec;
import io.millwright.operator.tier.TierResolution.Granted;
import io.millwright.operator.tier.TierResolution.Reason;
import io.millwright.operator.tier.TierResolution.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TierResolverTest {

    private final TierResolver tiers = new TierResolver(TierCatalog.parse(shipped()));

    @Test
    void a_silent_spec_gets_what_the_tier_gives() {
        TierResolution resolution = tiers.resolve(spec("{tier: professional}"), Optional.empty());

        assertThat(resolution)
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.choice())
                                .isEqualTo(new TierChoice(
                                        "professional",
                                        new Limits(500, 1000, 50),
                                        new RetentionPeriods("30d", "365d", "1825d"),
                                        Shapes.of(granted.tier()))));
    }

    @Test
    void a_spec_may_ask_for_less() {
        TierResolution resolution = tiers.resolve(
                spec("{tier: professional, limits: {devices: 7}, historian: {retention: {raw: 36h}}}"),
                Optional.empty());

        assertThat(resolution).isInstanceOfSatisfying(Granted.class, granted -> {
            assertThat(granted.choice().limits()).isEqualTo(new Limits(7, 1000, 50));
            assertThat(granted.choice().retention().raw()).isEqualTo("36h");
        });
    }

    @Test
    void an_unknown_tier_is_refused_with_the_names_there_are() {
        assertThat(refused("{tier: gold}", Optional.empty()))
                .isEqualTo(new Refused(
                        Reason.UNKNOWN_TIER,
                        "The tier gold does not exist; set spec.tier to one of enterprise, professional, starter."));
    }

    @Test
    void more_than_the_tier_allows_is_refused() {
        assertThat(refused("{tier: starter, limits: {devices: 26}}", Optional.empty())
                        .reason())
                .isEqualTo(Reason.LIMITS_OUT_OF_BOUNDS);
        assertThat(refused("{tier: starter, historian: {retention: {raw: 8d}}}", Optional.empty())
                        .reason())
                .isEqualTo(Reason.RETENTION_OUT_OF_BOUNDS);
    }

    @Test
    void a_change_that_would_move_data_is_refused_and_one_that_would_not_is_granted() {
        Optional<TierChoice> professional = tiers.standard("professional");

        assertThat(refused("{tier: starter}", professional).reason()).isEqualTo(Reason.TIER_CHANGE_UNSUPPORTED);
        TierResolver oneEngine = new TierResolver(TierCatalog.parse(shipped().replace("engine: EMQX, ", "")));
        assertThat(oneEngine.resolve(spec("{tier: enterprise}"), professional)).isInstanceOf(Granted.class);
    }

    @Test
    void a_change_that_would_exchange_the_brokers_make_is_refused() {
        Refused refusal = refused("{tier: enterprise}", tiers.standard("professional"));

        assertThat(refusal.reason()).isEqualTo(Reason.TIER_CHANGE_UNSUPPORTED);
        assertThat(refusal.message()).contains("EMQX for HIVEMQ").endsWith("set spec.tier back to professional.");
    }

    @Test
    void a_tier_that_the_catalog_has_otherwise_by_now_is_refused_to_whom_it_would_take_data_from() {
        Optional<TierChoice> professional = tiers.standard("professional");
        TierResolver otherMake = edited(
                "professional\n  broker: {placement: Own,", "professional\n  broker: {engine: EMQX, placement: Own,");
        TierResolver otherPlace = edited(
                "starter\n  broker: {placement: Pooled}",
                "starter\n  broker: {placement: Own, replicas: 1, size: {cpu: 500m, memory: 1Gi}, storageGi: 5}");

        assertThat(otherMake.resolve(spec("{tier: professional}"), professional))
                .isInstanceOfSatisfying(Refused.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.TIER_CHANGE_UNSUPPORTED);
                    assertThat(refusal.message())
                            .contains("EMQX for HIVEMQ", "goes on as it was made")
                            .endsWith("set the tier back in the catalog.");
                });
        assertThat(otherMake.running(professional.orElseThrow()).orElseThrow().tier())
                .as("what goes on is what was made")
                .isEqualTo(tiers.find("professional").orElseThrow());
        assertThat(otherMake.resolve(spec("{tier: professional}"), Optional.empty()))
                .isInstanceOf(Granted.class);
        assertThat(otherPlace.resolve(spec("{tier: starter}"), tiers.standard("starter")))
                .isInstanceOfSatisfying(
                        Refused.class, refusal -> assertThat(refusal.message()).contains("to another server"));
    }

    @Test
    void a_tier_that_the_catalog_has_larger_by_now_is_granted() {
        TierResolver larger = edited("maximum: 3, size: {cpu: 500m,", "maximum: 4, size: {cpu: 600m,");

        assertThat(larger.resolve(spec("{tier: professional}"), tiers.standard("professional")))
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.choice().made())
                                .isEqualTo(Shapes.of(larger.find("professional").orElseThrow())));
    }

    @Test
    void what_an_older_release_granted_is_taken_to_be_as_the_catalog_says() {
        TierChoice known = tiers.standard("professional").orElseThrow();
        TierChoice older = new TierChoice(known.tier(), known.limits(), known.retention(), null);

        assertThat(tiers.resolve(spec("{tier: professional}"), Optional.of(older)))
                .isInstanceOf(Granted.class);
        assertThat(tiers.running(older).orElseThrow().tier())
                .isEqualTo(tiers.find("professional").orElseThrow());
        assertThat(tiers.resolve(spec("{tier: starter}"), Optional.of(older))).isInstanceOf(Refused.class);
    }

    private static TierResolver edited(String was, String is) {
        assertThat(shipped()).contains(was);
        return new TierResolver(TierCatalog.parse(shipped().replace(was, is)));
    }

    @Test
    void a_catalog_that_does_not_hold_together_stops_the_start_with_a_sentence() {
        String shipped = shipped();

        assertThatThrownBy(() -> TierCatalog.parse(shipped.replace("name: enterprise", "name: starter")))
                .hasMessageContaining("names starter twice");
        assertThatThrownBy(() -> TierCatalog.parse(shipped.replace("devices: 25,", "devices: -1,")))
                .hasMessageContaining("limits are never negative");
        assertThatThrownBy(() -> TierCatalog.parse(shipped.replace("devices: 25,", "")))
                .hasMessageContaining("devices");
        assertThatThrownBy(() -> TierCatalog.parse(
                        shipped.replace("{standard: 7d, longest: 7d}", "{standard: 8d, longest: 7d}")))
                .hasMessageContaining("8d is longer than the longest, 7d");
        assertThatThrownBy(() -> TierCatalog.parse(shipped.replace("limits:", "limit:")))
                .hasMessageContaining("limit");
        assertThatThrownBy(() -> TierCatalog.parse(
                        shipped.replace("broker: {placement: Pooled}", "broker: {placement: Pooled, engine: EMQX}")))
                .hasMessageContaining("EMQX is for placement Own");
        assertThatThrownBy(() -> TierCatalog.parse(shipped.replace(
                        "runtime: {placement: Own, minimum: 2, maximum: 10,", "runtime: {placement: Pooled,")))
                .hasMessageContaining("runtime needs placement Own");
        assertThatThrownBy(() -> TierCatalog.parse("tiers: []")).hasMessageContaining("names no tier");
    }

    private Refused refused(String spec, Optional<TierChoice> running) {
        TierResolution resolution = tiers.resolve(spec(spec), running);
        assertThat(resolution).isInstanceOf(Refused.class);
        return (Refused) resolution;
    }

    private static TenantSpec spec(String yaml) {
        return Serialization.unmarshal("spec: " + yaml, Tenant.class).getSpec();
    }

    private static String shipped() {
        try (InputStream yaml = TierResolverTest.class.getResourceAsStream("/tiers.yaml")) {
            return new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
