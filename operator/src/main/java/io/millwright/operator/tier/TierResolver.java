package io.millwright.operator.tier;

import io.millwright.crd.v1alpha1.HistorianSettings;
import io.millwright.crd.v1alpha1.Retention;
import io.millwright.crd.v1alpha1.TenantLimits;
import io.millwright.crd.v1alpha1.TenantSpec;
import io.millwright.operator.tier.TierResolution.Granted;
import io.millwright.operator.tier.TierResolution.Reason;
import io.millwright.operator.tier.TierResolution.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a spec against the catalog and against what already runs. */
public final class TierResolver {

    private final TierCatalog catalog;

    public TierResolver(TierCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * @param running what runs now; a spec that would move data between servers is refused as long as nothing moves data
     */
    public TierResolution resolve(TenantSpec spec, Optional<TierChoice> running) {
        Optional<Tier> asked = catalog.find(spec.getTier());
        if (asked.isEmpty()) {
            return new Refused(
                    Reason.UNKNOWN_TIER,
                    "The tier %s does not exist; set spec.tier to one of %s."
                            .formatted(spec.getTier(), String.join(", ", catalog.names())));
        }
        Tier tier = asked.get();
        Optional<Refused> obstacle = running.flatMap(choice -> obstacle(choice, tier));
        return obstacle.isPresent() ? obstacle.get() : within(tier, spec);
    }

    private Optional<Refused> obstacle(TierChoice running, Tier asked) {
        Optional<Shapes> made = made(running);
        if (made.filter(shapes -> shapes.movesData(asked)).isPresent()) {
            return Optional.of(
                    Refused.unsupported(running.tier(), asked.name(), "move the tenant's data to another server"));
        }
        return made.filter(shapes -> shapes.broker().engine() != asked.broker().engine())
                .map(shapes -> Refused.unsupported(
                        running.tier(),
                        asked.name(),
                        "exchange the tenant's broker for one of another make (%s for %s), and sessions and retained messages with it"
                                .formatted(
                                        asked.broker().engine(), shapes.broker().engine())));
    }

    /** What the parts of what runs were made as; what an older release granted is taken to be as the catalog says. */
    public Optional<Shapes> made(TierChoice running) {
        return Optional.ofNullable(running.made())
                .or(() -> catalog.find(running.tier()).map(Shapes::of));
    }

    public Optional<Tier> find(String tier) {
        return catalog.find(tier);
    }

    /** What ran last, as it was made, if the catalog still knows its tier. */
    public Optional<Granted> running(TierChoice choice) {
        Shapes made = choice.made();
        return catalog.find(choice.tier())
                .map(tier -> made == null ? tier : tier.with(made))
                .map(tier -> new Granted(tier, choice));
    }

    /** What a spec that is silent about limits and retention gets of a tier. */
    public Optional<TierChoice> standard(String tier) {
        return catalog.find(tier)
                .map(found -> new TierChoice(
                        found.name(), found.limits(), retention(found.retention(), new Retention()), Shapes.of(found)));
    }

    private static TierResolution within(Tier tier, TenantSpec spec) {
        Limits ceiling = tier.limits();
        TenantLimits asked = spec.getLimits() == null ? new TenantLimits() : spec.getLimits();
        int devices = or(asked.getDevices(), ceiling.devices());
        int rate = or(asked.getMessagesPerSecond(), ceiling.messagesPerSecond());
        int storage = or(asked.getStorageGi(), ceiling.storageGi());
        if (devices > ceiling.devices() || rate > ceiling.messagesPerSecond() || storage > ceiling.storageGi()) {
            return new Refused(
                    Reason.LIMITS_OUT_OF_BOUNDS,
                    "The tier %s allows at most %d devices, %d messages a second and %d Gi; lower spec.limits or choose a larger tier."
                            .formatted(
                                    tier.name(), ceiling.devices(), ceiling.messagesPerSecond(), ceiling.storageGi()));
        }
        RetentionBounds bounds = tier.retention();
        RetentionPeriods periods = retention(bounds, asked(spec.getHistorian()));
        if (!bounds.raw().allows(periods.raw())
                || !bounds.minute().allows(periods.minute())
                || !bounds.hour().allows(periods.hour())) {
            return new Refused(
                    Reason.RETENTION_OUT_OF_BOUNDS,
                    "The tier %s keeps at most raw %s, minute %s and hour %s; shorten spec.historian.retention or choose a larger tier."
                            .formatted(
                                    tier.name(),
                                    bounds.raw().longest(),
                                    bounds.minute().longest(),
                                    bounds.hour().longest()));
        }
        return new Granted(
                tier, new TierChoice(tier.name(), new Limits(devices, rate, storage), periods, Shapes.of(tier)));
    }

    private static Retention asked(@Nullable HistorianSettings settings) {
        return settings == null || settings.getRetention() == null ? new Retention() : settings.getRetention();
    }

    private static RetentionPeriods retention(RetentionBounds bounds, Retention asked) {
        return new RetentionPeriods(
                or(asked.getRaw(), bounds.raw().standard()),
                or(asked.getMinute(), bounds.minute().standard()),
                or(asked.getHour(), bounds.hour().standard()));
    }

    private static <T> T or(@Nullable T asked, T otherwise) {
        return asked == null ? otherwise : asked;
    }
}
