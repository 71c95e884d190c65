package io.millwright.edge;

import io.millwright.edge.state.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Commands of the platform. This agent knows one, {@code report}, and refuses the rest by a sentence: it writes to no
 * machine. A command that comes twice is answered as the first time. For one thread.
 */
final class DeviceCommands {

    private static final int REMEMBERED = 256;
    private static final int LONGEST_ID = 128;

    private final Supplier<StatusReport> report;
    private final Map<String, byte[]> answered = new LinkedHashMap<>();

    DeviceCommands(Supplier<StatusReport> report) {
        this.report = report;
    }

    /** Empty for what has no id to answer to. */
    Optional<byte[]> answer(byte[] body) {
        Optional<ObjectNode> command = Json.read(body);
        Optional<String> id = command.flatMap(json -> Json.text(json, "id"))
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_ID);
        if (command.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        byte[] answer = answered.get(id.get());
        if (answer == null) {
            answer = carriedOut(command.get(), id.get());
            answered.put(id.get(), answer);
            if (answered.size() > REMEMBERED) {
                answered.remove(answered.keySet().iterator().next());
            }
        }
        return Optional.of(answer);
    }

    private byte[] carriedOut(ObjectNode command, String id) {
        ObjectNode answer = Json.object();
        answer.put("id", id);
        boolean known = Json.text(command.path("body"), "command")
                .filter("report"::equals)
                .isPresent();
        if (known) {
            answer.put("outcome", "done");
            answer.set("report", report.get().json());
        } else {
            answer.put("outcome", "refused");
            answer.put("error", "this agent knows no such command");
        }
        return Json.bytes(answer);
    }
}
