package io.millwright.quickstart.rig.load;

import io.millwright.wire.telemetry.SeqRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a real agent's journal says that it appended: the messages less those declared void. */
public final class AgentJournal {

    private static final JsonMapper JSON = JsonMapper.shared();

    private record Message(String stream, long seq) {}

    private AgentJournal() {}

    /** A torn last line, of an agent that was killed over it, is of a message that was never committed. */
    public static Truth read(String device, Path file) throws IOException {
        Map<Message, JsonNode> appended = new HashMap<>();
        Map<String, List<SeqRange>> lost = new HashMap<>();
        String text = Files.readString(file);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            JsonNode json = JSON.readTree(line);
            String stream = json.get("stream").stringValue();
            switch (json.get("event").stringValue()) {
                case "append" ->
                    appended.put(new Message(stream, json.get("seq").asLong()), json.get("tags"));
                case "void" ->
                    appended.remove(new Message(stream, json.get("seq").asLong()));
                case "lost" ->
                    lost.computeIfAbsent(stream, _ -> new ArrayList<>())
                            .add(new SeqRange(
                                    json.get("first").asLong(), json.get("last").asLong()));
                default -> throw new IOException("the agent's journal has a line of another kind: " + line);
            }
        }
        return truth(device, appended, lost);
    }

    private static Truth truth(String device, Map<Message, JsonNode> appended, Map<String, List<SeqRange>> lost) {
        Map<Truth.Series, Truth.Tally> tallies = new HashMap<>();
        Map<String, Long> highest = new TreeMap<>();
        Set<Message> gone = new HashSet<>();
        for (Message message : appended.keySet()) {
            if (lost.getOrDefault(message.stream(), List.of()).stream()
                    .anyMatch(range -> range.contains(message.seq()))) {
                gone.add(message);
            }
            highest.merge(message.stream(), message.seq(), Math::max);
        }
        appended.keySet().removeAll(gone);
        appended.values()
                .forEach(tags -> tags.properties()
                        .forEach(tag -> tallies.merge(
                                new Truth.Series(device, tag.getKey()),
                                new Truth.Tally(
                                        tag.getValue().get(0).asLong(),
                                        tag.getValue().get(1).asDouble()),
                                (sum, more) -> sum.plus(more.points(), more.sum()))));
        Map<Truth.Stream, Truth.Position> streams = new HashMap<>();
        highest.forEach((stream, seq) -> streams.put(
                new Truth.Stream(device, stream),
                new Truth.Position(seq, List.of(), lost.getOrDefault(stream, List.of()))));
        long points = tallies.values().stream().mapToLong(Truth.Tally::points).sum();
        return new Truth(Map.of(), tallies, streams, appended.size(), points);
    }
}
