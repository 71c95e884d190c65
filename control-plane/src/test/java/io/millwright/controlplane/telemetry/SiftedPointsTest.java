package io.millwright.controlplane.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.streaming.EventSource;
import io.millwright.controlplane.streaming.EventSource.Next;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SiftedPointsTest {

    @Test
    void points_of_other_devices_are_left_out_and_what_tells_of_none_passes() throws Exception {
        String own = "id: 1\nevent: point\ndata: {\"device\":\"own\",\"tag\":\"t\"}";
        String missed = "event: missed\ndata: {}";
        EventSource sifted = sifted(
                own,
                "id: 2\nevent: point\ndata: {\"device\":\"other\",\"tag\":\"own\"}",
                "id: 3\nevent: point\ndata: {\"tag\":\"of nobody\"}",
                "id: 4\nevent: point\ndata: not JSON",
                missed);

        List<String> seen = new ArrayList<>();
        for (Next next = sifted.next(Duration.ZERO); !(next instanceof Next.End); next = sifted.next(Duration.ZERO)) {
            if (next instanceof Next.Event(String text)) {
                seen.add(text);
            }
        }

        assertThat(seen).containsExactly(own, missed);
    }

    private static EventSource sifted(String... events) {
        Queue<String> waiting = new ArrayDeque<>(List.of(events));
        return new SiftedPoints(
                new EventSource() {
                    @Override
                    public Next next(Duration patience) {
                        String text = waiting.poll();
                        return text == null ? new Next.End() : new Next.Event(text);
                    }

                    @Override
                    public void close() {}
                },
                "own"::equals,
                JsonMapper.builder().build());
    }
}
