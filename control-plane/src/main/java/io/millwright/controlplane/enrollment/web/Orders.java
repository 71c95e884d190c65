package io.millwright.controlplane.enrollment.web;

import io.millwright.controlplane.configuration.Parameters;
import io.millwright.controlplane.enrollment.ClaimCodes;
import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.crd.v1alpha1.SpecDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what is asked of claim codes, every field at once. */
final class Orders {

    private static final int LONGEST_KEY = 255;

    static ClaimCodes.Order checked(ClaimCodeController.Order order) {
        List<FieldError> errors = new ArrayList<>();
        int count = order.count() == null ? 1 : order.count();
        if (count < 1 || count > ClaimCodes.Order.MOST) {
            errors.add(new FieldError("count", "must be from 1 to " + ClaimCodes.Order.MOST));
        }
        Duration life = order.expiresIn() == null ? null : life(order.expiresIn(), errors);
        Parameters.faults(order.parameters())
                .forEach(fault -> errors.add(new FieldError("parameters." + fault.name(), fault.sentence())));
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new ClaimCodes.Order(count, life, Parameters.of(order.parameters()));
    }

    static void checkKey(@Nullable String key) {
        boolean good = key == null
                || (!key.isBlank() && key.length() <= LONGEST_KEY && key.chars().allMatch(c -> c >= 0x20 && c <= 0x7E));
        if (!good) {
            throw ProblemException.invalid(
                    "Idempotency-Key", "must be 1 to " + LONGEST_KEY + " printable ASCII characters");
        }
    }

    private static @Nullable Duration life(String text, List<FieldError> errors) {
        try {
            Duration life = SpecDuration.parse(text);
            if (life.compareTo(ClaimCodes.Order.SHORTEST) >= 0 && life.compareTo(ClaimCodes.Order.LONGEST) <= 0) {
                return life;
            }
        } catch (IllegalArgumentException e) {
            // The same sentence says what it should be.
        }
        errors.add(new FieldError("expiresIn", "must be a duration from 1s to 365d, such as 720h"));
        return null;
    }

    private Orders() {}
}
