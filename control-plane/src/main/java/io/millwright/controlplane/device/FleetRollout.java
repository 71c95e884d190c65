package io.millwright.controlplane.device;

import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.runtime.RuntimeReports.ConfigurationState;
import io.millwright.controlplane.runtime.RuntimeReports.DeviceState;
import io.millwright.crd.v1alpha1.Rollout;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings one fleet one look further. Every write is good for exactly the state it was decided on, and what is signed is kept
 * before it is sent: whoever dies anywhere in here, or does it beside another, sends the same again and no more.
 */
@Component
class FleetRollout {

    /** A tenant with a large fleet gets its turn, and the next look goes on from there. */
    private static final int MOST_AT_ONCE = 200;

    private static final int LONGEST_ERROR = 500;

    private final Devices devices;
    private final ToldConfigurations told;
    private final Rollouts rollouts;
    private final RuntimeClient runtime;
    private final RolloutSettings settings;
    private final Clock clock;

    FleetRollout(
            Devices devices,
            ToldConfigurations told,
            Rollouts rollouts,
            RuntimeClient runtime,
            RolloutSettings settings,
            Clock clock) {
        this.devices = devices;
        this.told = told;
        this.rollouts = rollouts;
        this.runtime = runtime;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param live what the runtime says about the tenant's devices, by id */
    RolloutStep proceed(Place place, Map<String, DeviceState> live) {
        Instant now = clock.instant();
        String hash = place.configuration().hash();
        int step = rollouts.step(place.life(), place.fleetName(), hash, now);
        devices.activeOf(place.life(), place.fleetName()).forEach(device -> hear(device, live));
        Rollout rules = place.fleet().getSpec().getRollout();
        Set<String> connected = live.values().stream()
                .filter(DeviceState::connected)
                .map(DeviceState::device)
                .collect(Collectors.toSet());
        RolloutStep next = RolloutStep.next(
                hash,
                step,
                new RolloutStep.Rules(rules.getSteps(), rules.getPauseAboveErrorPercent(), settings.answerWithin()),
                devices.activeOf(place.life(), place.fleetName()),
                connected,
                now);
        rollouts.proceed(place.life(), place.fleetName(), hash, step, next, now);
        for (Device device : next.toSend().stream().limit(MOST_AT_ONCE).toList()) {
            if (!send(place, device, live.get(device.id().value()), now)) {
                break;
            }
        }
        return next;
    }

    /** The runtime keeps the last word of each device: it is an answer if it is news since the configuration was sent. */
    private void hear(Device device, Map<String, DeviceState> live) {
        String hash = device.told().hash();
        DeviceState state = live.get(device.id().value());
        ConfigurationState word = state == null ? null : state.configuration();
        if (hash == null || word == null || device.told().sentAt() == null) {
            return;
        }
        String error = word.error();
        if (error != null && !Objects.equals(said(state), device.told().said())) {
            told.failed(device.id(), hash, error.substring(0, Math.min(LONGEST_ERROR, error.length())));
        } else if (error == null && hash.equals(word.acknowledged())) {
            told.acknowledged(device.id(), hash, clock.instant());
        }
    }

    /** False if the runtime cannot be reached: nobody else of the tenant can be sent anything either. */
    private boolean send(Place place, Device device, @Nullable DeviceState state, Instant now) {
        Device.Told signed = device.told();
        if (!place.configuration().hash().equals(signed.hash()) || signed.jws() == null) {
            switch (place.sign(device.id(), device.parameters(), signed.version() + 1, now)) {
                case Place.Signing.Missing(List<String> missing) -> {
                    told.unsignable(
                            place.life(),
                            device.id(),
                            place.configuration().hash(),
                            "has no value for the parameters " + String.join(", ", missing),
                            now);
                    return true;
                }
                case Place.Signing.Signed(Device.Told fresh) -> {
                    if (!told.signed(place.life(), device.id(), fresh)) {
                        return true; // another process of ours was faster
                    }
                    signed = fresh;
                }
            }
        }
        RuntimeAnswer<Boolean> answer = runtime.configure(
                place.life().tenant(), device.site(), device.id(), Objects.requireNonNull(signed.jws()));
        if (answer instanceof RuntimeAnswer.Known<Boolean>) {
            told.sent(device.id(), signed.version(), state != null && state.connected(), said(state), clock.instant());
            return true;
        }
        return !(answer instanceof RuntimeAnswer.Unavailable<Boolean>);
    }

    private static @Nullable String said(@Nullable DeviceState state) {
        ConfigurationState word = state == null ? null : state.configuration();
        return word == null ? null : word.acknowledged() + "/" + word.error();
    }
}
