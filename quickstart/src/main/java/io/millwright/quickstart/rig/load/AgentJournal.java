package io.millwright.quickstart.rig.load;

import io.millwright.wire.telemetry.SeqRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a real agent's journal says that it appended: the messages less those declared void, and which of them it gave up. */
public final class AgentJournal {

    private static final JsonMapper JSON = JsonMapper.shared();

    private record Message(String stream, long seq) {}

    private final Map<Message, JsonNode> appended = new HashMap<>();
    private final Set<Message> lost = new HashSet<>();

    private AgentJournal() {}

    /** A torn last line, of an agent that was killed over it, is of a message that was never committed. */
    public static AgentJournal read(Path file) throws IOException {
        AgentJournal journal = new AgentJournal();
        String text = Files.readString(file);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            journal.take(JSON.readTree(line), line);
        }
        return journal;
    }

    private void take(JsonNode json, String line) throws IOException {
        String stream = json.get("stream").stringValue();
        switch (json.get("event").stringValue()) {
            case "append" -> appended.put(new Message(stream, json.get("seq").asLong()), json.get("tags"));
            case "void" -> appended.remove(new Message(stream, json.get("seq").asLong()));
            case "lost" ->
                LongStream.rangeClosed(
                                json.get("first").asLong(), json.get("last").asLong())
                        .forEach(seq -> lost.add(new Message(stream, seq)));
            default -> throw new IOException("the agent's journal has a line of another kind: " + line);
        }
    }

    /** Messages that it appended and then gave up; some may have arrived all the same. */
    public long lost() {
        return lost.size();
    }

    /** Messages that it appended. */
    public long appended() {
        return appended.size();
    }

    /**
     * What must be stored: what was appended, less what was given up and did not arrive before that.
     *
     * @param stored where the streams of the device stand; only what is held to be lost there may be absent
     */
    public Truth truth(String device, Map<Truth.Stream, Truth.Position> stored) {
        Map<Truth.Series, Truth.Tally> tallies = new HashMap<>();
        Map<String, Long> highest = new TreeMap<>();
        long messages = 0;
        for (Map.Entry<Message, JsonNode> each : appended.entrySet()) {
            Message message = each.getKey();
            boolean gone = lost.contains(message)
                    && absent(device, message.stream(), stored).stream()
                            .anyMatch(range -> range.contains(message.seq()));
            highest.merge(message.stream(), gone ? 0 : message.seq(), Math::max);
            if (!gone) {
                messages++;
                tally(device, each.getValue(), tallies);
            }
        }
        Map<Truth.Stream, Truth.Position> streams = new HashMap<>();
        highest.forEach((stream, seq) -> streams.put(
                new Truth.Stream(device, stream),
                new Truth.Position(seq, List.of(), givenUp(stream, absent(device, stream, stored)))));
        long points = tallies.values().stream().mapToLong(Truth.Tally::points).sum();
        return new Truth(Map.of(), tallies, streams, messages, points);
    }

    private static List<SeqRange> absent(String device, String stream, Map<Truth.Stream, Truth.Position> stored) {
        Truth.Position position = stored.get(new Truth.Stream(device, stream));
        return position == null ? List.of() : position.lost();
    }

    /** Of what is held to be lost, what the agent gave up. */
    private List<SeqRange> givenUp(String stream, List<SeqRange> absent) {
        return absent.stream()
                .filter(range -> LongStream.rangeClosed(range.first(), range.last())
                        .allMatch(seq -> lost.contains(new Message(stream, seq))))
                .toList();
    }

    private static void tally(String device, JsonNode tags, Map<Truth.Series, Truth.Tally> tallies) {
        tags.properties()
                .forEach(tag -> tallies.merge(
                        new Truth.Series(device, tag.getKey()),
                        new Truth.Tally(
                                tag.getValue().get(0).asLong(),
                                tag.getValue().get(1).asDouble()),
                        (sum, more) -> sum.plus(more.points(), more.sum())));
    }
}
