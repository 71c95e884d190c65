package io.millwright.controlplane.telemetry;

import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
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
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of a question about telemetry, checked here so that a runtime is never asked nonsense or too much. */
public final class TelemetryQuery {

    private static final int MOST_NAMES = 500;
    private static final int MOST_SERIES = 20;
    private static final int LONGEST_TAG = 200;
    private static final int LONGEST_CURSOR = 500;
    private static final int MOST_POINTS = 10_000;
    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_ITEMS = 1_000;
    private static final String USUAL_ITEMS = "100";
    private static final Duration LONGEST_RANGE = Duration.ofDays(3_660);
    private static final Pattern BUCKET = Pattern.compile("raw|auto|[1-9][0-9]{0,5}[smhd]");
    private static final Set<String> AGGREGATES = Set.of("avg", "mean", "min", "max", "sum", "count", "first", "last");
    private static final Set<String> FILLS = Set.of("none", "null", "previous", "linear");
    private static final Set<String> FORMATS = Set.of("json", "csv");

    private final Map<String, List<String>> parameters = new LinkedHashMap<>();
    private final List<FieldError> errors = new ArrayList<>();

    private TelemetryQuery() {}

    /** Of {@code live}: any number of devices and tags, none meaning all. */
    public static Map<String, List<String>> filter(List<String> devices, List<String> tags) {
        return filter(devices, tags, List.of());
    }

    /** Of {@code latest}: any number of devices, tags and sites, none meaning all. */
    public static Map<String, List<String>> filter(List<String> devices, List<String> tags, List<String> sites) {
        TelemetryQuery query = new TelemetryQuery();
        query.devices(devices);
        query.tags(tags);
        query.sites(sites);
        return query.checked();
    }

    /** What {@code history} was asked, as it came. */
    public record History(
            @Nullable String device,
            List<String> tags,
            List<String> series,
            @Nullable String from,
            @Nullable String to,
            @Nullable String bucket,
            List<String> aggregates,
            @Nullable String fill,
            @Nullable String points,
            @Nullable String limit,
            @Nullable String cursor,
            @Nullable String format) {

        public boolean file() {
            return "csv".equals(format);
        }
    }

    /** Some tags of one device, or of several as {@code series}, within times; the rest the runtime knows better. */
    public static Map<String, List<String>> history(History asked) {
        TelemetryQuery query = new TelemetryQuery();
        if (asked.series().isEmpty()) {
            query.required("device", asked.device() == null ? List.of() : List.of(asked.device()), query::devices);
            query.required("tag", asked.tags(), query::tags);
        } else {
            if (asked.device() != null || !asked.tags().isEmpty()) {
                query.fault("series", "replaces device and tag");
            }
            query.series(asked.series());
        }
        query.range(asked.from(), asked.to());
        query.bucket(asked.bucket());
        for (String aggregate : asked.aggregates()) {
            query.oneOf("aggregate", aggregate, AGGREGATES);
        }
        boolean raw = asked.bucket() == null || asked.bucket().equals("raw");
        if (raw && !asked.aggregates().isEmpty()) {
            query.fault("aggregate", "needs a bucket");
        }
        query.oneOf("fill", asked.fill(), FILLS);
        query.oneOf("format", asked.format(), FORMATS);
        query.number("points", asked.points(), MOST_POINTS);
        query.number("limit", asked.limit(), asked.file() ? MOST_ROWS : MOST_POINTS);
        query.cursor(asked.cursor());
        return query.checked();
    }

    /** Whose points a checked question is about. */
    static Stream<String> devices(Map<String, List<String>> checked) {
        return Stream.concat(
                checked.getOrDefault("device", List.of()).stream(),
                checked.getOrDefault("series", List.of()).stream().map(name -> name.substring(0, name.indexOf(':'))));
    }

    /** Which part of a list; no cursor is the beginning. */
    public record Page(int limit, Optional<String> cursor) {}

    /** Of {@code quarantine}: at most 1,000 items. */
    public static Page page(@Nullable String limit, @Nullable String cursor) {
        TelemetryQuery query = new TelemetryQuery();
        query.number("limit", limit == null ? USUAL_ITEMS : limit, MOST_ITEMS);
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
            if (isTag(name)) {
                put("tag", name);
            } else {
                fault("tag", "is 1 to " + LONGEST_TAG + " characters without control characters");
            }
        }
    }

    private static boolean isTag(String name) {
        return !name.isBlank() && name.length() <= LONGEST_TAG && name.chars().noneMatch(Character::isISOControl);
    }

    private void sites(List<String> names) {
        for (String name : counted("site", names)) {
            try {
                put("site", new SiteId(name).value());
            } catch (IllegalArgumentException e) {
                fault("site", String.valueOf(e.getMessage()));
            }
        }
    }

    /** A device's name has no colon, a tag's may. */
    private void series(List<String> names) {
        if (names.size() > MOST_SERIES) {
            fault("series", "may be given " + MOST_SERIES + " times at most");
            return;
        }
        for (String name : names) {
            int colon = name.indexOf(':');
            try {
                DeviceId device = new DeviceId(colon < 0 ? "" : name.substring(0, colon));
                if (isTag(name.substring(colon + 1))) {
                    put("series", device.value() + name.substring(colon));
                    continue;
                }
            } catch (IllegalArgumentException e) {
                // As below.
            }
            fault("series", "is a device, a colon and a tag, such as press-1:temperature");
        }
    }

    private void required(String parameter, List<String> names, Consumer<List<String>> check) {
        if (names.isEmpty()) {
            fault(parameter, "is required");
        } else {
            check.accept(names);
        }
    }

    private void bucket(@Nullable String text) {
        if (text == null) {
            return;
        }
        if (BUCKET.matcher(text).matches()) {
            put("bucket", text);
        } else {
            fault("bucket", "is raw, auto, or a period such as 10s, 1m, 1h or 1d");
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

    private void number(String parameter, @Nullable String text, int most) {
        if (text == null) {
            return;
        }
        boolean number = text.length() <= 7 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = number ? Integer.parseInt(text) : 0;
        if (value < 1 || value > most) {
            fault(parameter, "must be from 1 to " + most);
        } else {
            put(parameter, text);
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
        FieldError error = new FieldError(parameter, sentence);
        if (!errors.contains(error)) {
            errors.add(error);
        }
    }
}
