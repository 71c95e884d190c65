package io.millwright.runtime.refusal;

import io.millwright.wire.TenantId;
import io.millwright.wire.refusal.RefusalReport;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a report as strictly as if a stranger had written it. */
final class ReportReading {

    private static final int MOST_BYTES = 4 * 1024;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private static final Pattern NAMES = Pattern.compile("[a-z0-9-]{1,63}:[a-z0-9-]{1,63}");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Empty unless it is a report about an identity of that tenant, or about somebody without a name. */
    static Optional<RefusalReport> read(TenantId tenant, byte[] document) {
        if (document.length > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            JsonNode body = JSON.readTree(document);
            String identity = text(body, "identity");
            String reason = text(body, "reason");
            String at = text(body, "at");
            JsonNode number = body.path("count");
            long count = number.isIntegralNumber() && number.canConvertToLong() ? number.longValue() : 0;
            if (identity == null || reason == null || at == null || count < 1) {
                return Optional.empty();
            }
            Instant first = Instant.parse(at);
            boolean sound = isOf(tenant, identity)
                    && SLUG.matcher(reason).matches()
                    && first.isAfter(EARLIEST)
                    && first.isBefore(LATEST);
            return sound
                    ? Optional.of(
                            new RefusalReport(first, identity, reason, Optional.ofNullable(text(body, "topic")), count))
                    : Optional.empty();
        } catch (JacksonException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isOf(TenantId tenant, String identity) {
        String own = "urn:millwright:" + tenant + ":";
        return identity.equals(RefusalReport.OTHERS)
                || identity.equals(RefusalReport.UNIDENTIFIED)
                || identity.startsWith(own)
                        && NAMES.matcher(identity.substring(own.length())).matches();
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.get(field);
        return value != null && value.isString() ? value.stringValue() : null;
    }

    private ReportReading() {}
}
