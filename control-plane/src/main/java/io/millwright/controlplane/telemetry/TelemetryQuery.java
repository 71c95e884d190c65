package io.millwright.controlplane.telemetry;

import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.DeviceId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a question about telemetry, checked here so that a runtime is never asked nonsense or too much. */
public final class TelemetryQuery {

    private static final int MOST_NAMES = 100;
    private static final int LONGEST_TAG = 200;
    private static final int LONGEST_CURSOR = 500;
    private static final int MOST_POINTS = 10_000;
    private static final int MOST_ITEMS = 1_000;
    private static final String USUAL_ITEMS = "100";
    private static final Duration LONGEST_RANGE = Duration.ofDays(3_660);
    private static final Set<String> BUCKETS = Set.of("10s", "1m", "1h");
    private static final Set<String> AGGREGATES = Set.of("avg", "min", "max", "sum", "count", "first", "last");

    private final Map<String, List<String>> parameters = new LinkedHashMap<>();
    private final List<FieldError> errors = new ArrayList<>();

    private TelemetryQuery() {}

    /** Of {@code latest} and {@code live}: any number of devices and tags, none meaning all. */
    public static Map<String, List<String>> filter(List<String> devices, List<String> tags) {
        TelemetryQuery query = new TelemetryQuery();
        query.devices(devices);
        query.tags(tags);
        return query.checked();
    }

    /** What {@code history} was asked, as it came. */
    public record History(
            @Nullable String device,
            @Nullable String tag,
            @Nullable String from,
            @Nullable String to,
            @Nullable String bucket,
            @Nullable String aggregate,
            @Nullable String limit,
            @Nullable String cursor) {}

    /** One tag of one device, within times, at most 10,000 points. */
    public static Map<String, List<String>> history(History asked) {
        TelemetryQuery query = new TelemetryQuery();
        if (asked.device() == null) {
            query.fault("device", "is required");
        } else {
            query.devices(List.of(asked.device()));
        }
        if (asked.tag() == null) {
            query.fault("tag", "is required");
        } else {
            query.tags(List.of(asked.tag()));
        }
        query.range(asked.from(), asked.to());
        query.oneOf("bucket", asked.bucket(), BUCKETS);
        query.oneOf("aggregate", asked.aggregate(), AGGREGATES);
        if (asked.aggregate() != null && asked.bucket() == null) {
            query.fault("aggregate", "needs a bucket");
        }
        query.limit(asked.limit(), MOST_POINTS);
        query.cursor(asked.cursor());
        return query.checked();
    }

    /** Which part of a list; no cursor is the beginning. */
    public record Page(int limit, Optional<String> cursor) {}

    /** Of {@code quarantine}: at most 1,000 items. */
    public static Page page(@Nullable String limit, @Nullable String cursor) {
        TelemetryQuery query = new TelemetryQuery();
        query.limit(limit == null ? USUAL_ITEMS : limit, MOST_ITEMS);
        query.cursor(cursor);
        Map<String, List<String>> checked = query.checked();
        return new Page(
                Integer.parseInt(checked.getOrDefault("limit", List.of()).getFirst()), Optional.ofNullable(cursor));
    }

    private Map<String, List<String>> checked() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return parameters;
    }

    private void devices(List<String> names) {
        for (String name : counted("device", names)) {
            try {
                put("device", new DeviceId(name).value());
            } catch (IllegalArgumentException e) {
                fault("device", String.valueOf(e.getMessage()));
            }
        }
    }

    private void tags(List<String> names) {
        for (String name : counted("tag", names)) {
            boolean fits = !name.isBlank()
                    && name.length() <= LONGEST_TAG
                    && name.chars().noneMatch(Character::isISOControl);
            if (fits) {
                put("tag", name);
            } else {
                fault("tag", "is 1 to " + LONGEST_TAG + " characters without control characters");
            }
        }
    }

    private List<String> counted(String parameter, List<String> names) {
        if (names.size() <= MOST_NAMES) {
            return names;
        }
        fault(parameter, "may be given " + MOST_NAMES + " times at most");
        return List.of();
    }

    private void range(@Nullable String from, @Nullable String to) {
        Optional<Instant> begin = instant("from", from);
        Optional<Instant> end = instant("to", to);
        if (begin.isPresent() && end.isPresent()) {
            if (!begin.get().isBefore(end.get())) {
                fault("from", "must lie before to");
            } else if (Duration.between(begin.get(), end.get()).compareTo(LONGEST_RANGE) > 0) {
                fault("from", "must lie at most " + LONGEST_RANGE.toDays() + " days before to");
            }
        }
    }

    private Optional<Instant> instant(String parameter, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            put(parameter, instant.toString());
            return Optional.of(instant);
        } catch (DateTimeException e) {
            fault(parameter, "is a time such as 2026-01-31T12:00:00Z");
            return Optional.empty();
        }
    }

    private void oneOf(String parameter, @Nullable String text, Set<String> known) {
        if (text == null) {
            return;
        }
        if (known.contains(text)) {
            put(parameter, text);
        } else {
            fault(
                    parameter,
                    "must be one of "
                            + String.join(", ", known.stream().sorted().toList()));
        }
    }

    private void limit(@Nullable String text, int most) {
        if (text == null) {
            return;
        }
        boolean number = text.length() <= 5 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int limit = number ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > most) {
            fault("limit", "must be from 1 to " + most);
        } else {
            put("limit", text);
        }
    }

    private void cursor(@Nullable String text) {
        if (text == null) {
            return;
        }
        boolean plain = text.length() <= LONGEST_CURSOR && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        if (plain) {
            put("cursor", text);
        } else {
            fault("cursor", "is not a cursor that an answer has given");
        }
    }

    private void put(String parameter, String value) {
        parameters.computeIfAbsent(parameter, _ -> new ArrayList<>()).add(value);
    }

    private void fault(String parameter, String sentence) {
        errors.add(new FieldError(parameter, sentence));
    }
}
