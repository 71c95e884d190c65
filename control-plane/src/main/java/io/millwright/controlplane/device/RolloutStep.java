package io.millwright.controlplane.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to do next in a roll-out, from nothing but what is known now: whoever is asked twice, or after a restart, answers the same.
 *
 * @param toSend who is sent the configuration now
 * @param step the step to be in from now on, an index
 * @param state of the roll-out
 * @param updated devices that run it
 * @param failed devices that refuse it, or were online and say nothing
 */
record RolloutStep(List<Device> toSend, int step, State state, int updated, int failed) {

    enum State {
        RUNNING,
        PAUSED,
        DONE
    }

    /** What became of the configuration at one device. */
    enum Outcome {
        UNTOLD,
        /** Signed, and not known to be sent. */
        UNSENT,
        /** Was or is online: an answer is to be expected. */
        AWAITED,
        /** Gets it when it comes. */
        OFFLINE,
        UPDATED,
        FAILED
    }

    /**
     * The rules of one fleet.
     *
     * @param steps percentages, ascending to 100
     */
    record Rules(List<Integer> steps, int pauseAboveErrorPercent, Duration answerWithin) {}

    static RolloutStep next(
            String hash, int step, Rules rules, List<Device> devices, Set<String> connected, Instant now) {
        Map<Outcome, List<Device>> by = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            by.put(outcome, new ArrayList<>());
        }
        for (Device device : devices) {
            boolean online = connected.contains(device.id().value());
            of(by, outcome(device.told(), hash, online, rules.answerWithin(), now))
                    .add(device);
        }
        int updated = of(by, Outcome.UPDATED).size();
        int failed = of(by, Outcome.FAILED).size();
        int told = devices.size() - of(by, Outcome.UNTOLD).size();
        int last = rules.steps().size() - 1;
        int present = Math.min(step, last);
        if (failed * 100L > (long) rules.pauseAboveErrorPercent() * told) {
            return new RolloutStep(List.of(), present, State.PAUSED, updated, failed);
        }
        List<Device> toSend = new ArrayList<>(of(by, Outcome.UNSENT));
        List<Device> untold = inOrder(of(by, Outcome.UNTOLD), hash, connected);
        int open = target(devices.size(), rules.steps().get(present)) - told;
        toSend.addAll(untold.subList(0, Math.clamp(open, 0, untold.size())));
        boolean settled = toSend.isEmpty() && of(by, Outcome.AWAITED).isEmpty();
        if (!settled) {
            return new RolloutStep(List.copyOf(toSend), present, State.RUNNING, updated, failed);
        }
        if (present == last) {
            return new RolloutStep(List.of(), last, State.DONE, updated, failed);
        }
        return updated > 0 || devices.isEmpty()
                ? new RolloutStep(List.of(), present + 1, State.RUNNING, updated, failed)
                : new RolloutStep(firstOnline(untold, connected), present, State.RUNNING, updated, failed);
    }

    /** All that were told are switched off: somebody who is not must try it first. */
    private static List<Device> firstOnline(List<Device> untold, Set<String> connected) {
        return untold.stream()
                .filter(device -> connected.contains(device.id().value()))
                .limit(1)
                .toList();
    }

    private static Outcome outcome(Device.Told told, String hash, boolean online, Duration answerWithin, Instant now) {
        if (!hash.equals(told.hash())) {
            return Outcome.UNTOLD;
        }
        if (told.error() != null) {
            return Outcome.FAILED;
        }
        if (told.acknowledgedAt() != null) {
            return Outcome.UPDATED;
        }
        Instant sent = told.sentAt();
        if (sent == null) {
            return Outcome.UNSENT;
        }
        if (told.online() && now.isAfter(sent.plus(answerWithin))) {
            return Outcome.FAILED;
        }
        return told.online() || online ? Outcome.AWAITED : Outcome.OFFLINE;
    }

    /** At least one: a step that reaches nobody would prove nothing. */
    private static int target(int devices, int percent) {
        return Math.min(devices, Math.max(1, (devices * percent + 99) / 100));
    }

    /** Who is online first, because only they answer; then an order that differs from one configuration to the next. */
    private static List<Device> inOrder(List<Device> devices, String hash, Set<String> connected) {
        return devices.stream()
                .sorted(Comparator.comparing((Device device) ->
                                !connected.contains(device.id().value()))
                        .thenComparingInt(device -> (hash + device.id()).hashCode())
                        .thenComparing(device -> device.id().value()))
                .toList();
    }

    private static List<Device> of(Map<Outcome, List<Device>> by, Outcome outcome) {
        @Nullable List<Device> found = by.get(outcome);
        return found == null ? List.of() : found;
    }
}
