package io.millwright.controlplane.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Re-computes an exported chain, one JSON object a line, offline and from nothing but the file. It finds every entry that
 * was changed, left out, put in or moved. What it cannot know is whether the file ends too early: compare the last number
 * and hash with those that the API showed, or with an older export.
 */
public final class AuditChain {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> FIELDS = Set.of(
            "chain", "seq", "tenant", "at", "actor", "action", "object", "outcome", "reason", "previous", "hash");

    /** What came of it. */
    public sealed interface Verdict {

        /**
         * Every hash follows from the one before.
         *
         * @param head hash of the last entry
         */
        record Intact(String tenant, String chain, long entries, String head) implements Verdict {}

        /**
         * The first line that does not hold.
         *
         * @param line from 1
         */
        record Broken(long line, String sentence) implements Verdict {}

        /** There is no entry in it. */
        record Empty() implements Verdict {}
    }

    /** @param lines of the export; blank ones are passed over */
    public static Verdict verify(Stream<String> lines) {
        AuditEntry before = null;
        long number = 0;
        for (Iterator<String> rest = lines.iterator(); rest.hasNext(); ) {
            String line = rest.next();
            number++;
            if (line.isBlank()) {
                continue;
            }
            AuditEntry entry = parsed(line);
            String fault = entry == null ? "is not an audit entry" : fault(before, entry);
            if (fault != null) {
                return new Verdict.Broken(number, fault);
            }
            before = entry;
        }
        return before == null
                ? new Verdict.Empty()
                : new Verdict.Intact(before.tenant(), before.chain(), before.seq(), before.hash());
    }

    /** The line of an export. */
    public static String line(AuditEntry entry) {
        return JSON.writeValueAsString(entry);
    }

    private static @Nullable String fault(@Nullable AuditEntry before, AuditEntry entry) {
        long expected = before == null ? 1 : before.seq() + 1;
        String previous = before == null ? AuditEntry.beginning(entry.chain(), entry.tenant()) : before.hash();
        if (before != null
                && !(before.chain().equals(entry.chain()) && before.tenant().equals(entry.tenant()))) {
            return "belongs to another chain than the lines before";
        }
        if (entry.seq() != expected) {
            return "has the number " + entry.seq() + " where " + expected + " must stand";
        }
        if (!entry.previous().equals(previous)) {
            return "does not follow the entry before it";
        }
        return entry.computedHash().equals(entry.hash()) ? null : "was changed: its hash is not that of its content";
    }

    private static @Nullable AuditEntry parsed(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            if (!json.isObject() || !FIELDS.equals(Set.copyOf(json.propertyNames()))) {
                return null;
            }
            String previous = json.path("previous").asString("");
            String hash = json.path("hash").asString("");
            if (!HASH.matcher(previous).matches()
                    || !HASH.matcher(hash).matches()
                    || !json.path("seq").isIntegralNumber()) {
                return null;
            }
            return new AuditEntry(
                    text(json, "chain"),
                    json.path("seq").asLong(),
                    text(json, "tenant"),
                    Instant.parse(text(json, "at")),
                    text(json, "actor"),
                    text(json, "action"),
                    text(json, "object"),
                    text(json, "outcome"),
                    text(json, "reason"),
                    previous,
                    hash);
        } catch (JacksonException | DateTimeException e) {
            return null;
        }
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).isString() ? json.path(field).asString() : "";
    }

    private AuditChain() {}
}
