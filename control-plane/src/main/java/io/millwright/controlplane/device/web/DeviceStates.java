package io.millwright.controlplane.device.web;

import io.millwright.controlplane.device.DeviceState;
import io.millwright.controlplane.problem.ProblemException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** States as callers write them. */
final class DeviceStates {

    static @Nullable DeviceState parsed(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Optional<DeviceState> state = Arrays.stream(DeviceState.values())
                .filter(one -> one.text().equals(text))
                .findFirst();
        return state.orElseThrow(() -> ProblemException.invalid(
                "state",
                "must be one of "
                        + Arrays.stream(DeviceState.values())
                                .map(DeviceState::text)
                                .collect(Collectors.joining(", "))));
    }

    private DeviceStates() {}
}
