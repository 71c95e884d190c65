package io.millwright.runtime.api;

import static io.millwright.runtime.api.RefusedException.invalid;

import io.millwright.runtime.device.QuarantineQuery;
import io.millwright.runtime.ingest.QuarantineDesk;
import io.millwright.runtime.ingest.QuarantineDesk.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/** {@code /quarantine}: what must not be stored as a point, to be looked at, tried again or thrown away. */
final class QuarantineCalls {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineCalls.class);

    private static final int USUAL_ITEMS = 100;

    private static final int MOST_ITEMS = 1_000;

    /** An item is as large as a message; a page ends before it holds more of them than this. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int NO_CONTENT = 204;

    Answer page(Call call) {
        int limit = call.parameters().limit(USUAL_ITEMS, MOST_ITEMS);
        long before = call.parameters()
                .one("cursor")
                .map(text -> number(text, "cursor must be one that an answer gave."))
                .orElse(Long.MAX_VALUE);
        List<QuarantineQuery.Item> found =
                call.tenant().reader().read(historian -> QuarantineQuery.ask(historian, before, limit + 1));
        List<QuarantineQuery.Item> page = cut(found, limit);
        return Answer.json(json -> {
            JsonValues.array(json, "items", page, item -> write(json, item));
            if (page.size() < found.size()) {
                json.writeStringProperty("next", Long.toString(page.getLast().id()));
            }
        });
    }

    Answer one(Call call) {
        long id = id(call);
        QuarantineQuery.Item item = call.tenant()
                .reader()
                .read(historian -> QuarantineQuery.one(historian, id))
                .orElseThrow(RefusedException::absent);
        return Answer.json(json -> write(json, item));
    }

    Answer replay(Call call) {
        long id = id(call);
        Outcome outcome = at(call, desk -> desk.replay(id));
        return switch (outcome) {
            case Outcome.Stored(int points) ->
                Answer.json(json -> {
                    json.writeStringProperty("outcome", "stored");
                    json.writeNumberProperty("points", points);
                });
            case Outcome.Refused(String reason) ->
                Answer.json(json -> {
                    json.writeStringProperty("outcome", "refused");
                    json.writeStringProperty("reason", reason);
                });
            case Outcome.InPart _ -> Answer.json(json -> json.writeStringProperty("outcome", "in_part"));
            case Outcome.Suspended _ -> Answer.json(json -> json.writeStringProperty("outcome", "suspended"));
            case Outcome.Absent _ -> throw RefusedException.absent();
        };
    }

    Answer discard(Call call) {
        long id = id(call);
        if (!at(call, desk -> desk.discard(id))) {
            throw RefusedException.absent();
        }
        return new Answer.Done(NO_CONTENT);
    }

    @FunctionalInterface
    private interface Doing<T> {
        T at(QuarantineDesk desk) throws SQLException;
    }

    private static <T> T at(Call call, Doing<T> doing) {
        try {
            return doing.at(call.tenant().quarantine());
        } catch (SQLException e) {
            LOG.atWarn()
                    .addKeyValue("tenant", call.tenant().id())
                    .addKeyValue("reason", "Unanswered")
                    .setCause(e)
                    .log("the historian did not answer a call");
            throw new RefusedException(ProblemType.UNAVAILABLE, "The tenant's database does not answer at present.");
        }
    }

    private static void write(JsonGenerator json, QuarantineQuery.Item item) {
        json.writeStringProperty("id", Long.toString(item.id()));
        json.writeStringProperty("at", JsonValues.time(item.at()));
        json.writeStringProperty("device", item.device());
        json.writeStringProperty("topic", item.topic());
        json.writeStringProperty("reason", item.reason());
        JsonValues.optional(json, "tag", item.tag());
        json.writeName("payload");
        json.writeBinary(item.payload());
        JsonValues.optional(json, "stream", item.stream());
        Long seq = item.seq();
        if (seq != null) {
            json.writeNumberProperty("seq", seq);
        }
    }

    private static List<QuarantineQuery.Item> cut(List<QuarantineQuery.Item> found, int limit) {
        List<QuarantineQuery.Item> page = new ArrayList<>();
        long bytes = 0;
        for (QuarantineQuery.Item item : found) {
            bytes += item.payload().length;
            if (page.size() == limit || (bytes > MOST_BYTES && !page.isEmpty())) {
                break;
            }
            page.add(item);
        }
        return page;
    }

    private static long id(Call call) {
        return number(call.names().getFirst(), "A message in quarantine has a number.");
    }

    private static long number(String text, String otherwise) {
        if (!text.matches("[0-9]{1,18}")) {
            throw invalid(otherwise);
        }
        return Long.parseLong(text);
    }
}
