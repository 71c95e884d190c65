package io.millwright.controlplane.telemetry;

import io.millwright.controlplane.streaming.EventSource;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The points of some devices out of a stream of all; what tells of no device, such as that points were missed, passes. */
record SiftedPoints(EventSource all, Predicate<String> devices, JsonMapper json) implements EventSource {

    private static final String DATA = "data:";

    @Override
    public Next next(Duration patience) throws InterruptedException, IOException {
        Next next = all.next(patience);
        return next instanceof Next.Event(String text) && !shown(text) ? new Next.Quiet() : next;
    }

    private boolean shown(String event) {
        boolean point = event.lines().anyMatch(line -> line.strip().equals("event: point"));
        return !point
                || event.lines()
                        .filter(line -> line.startsWith(DATA))
                        .allMatch(line -> isShown(line.substring(DATA.length())));
    }

    /** What cannot be read is not shown. */
    private boolean isShown(String point) {
        try {
            return devices.test(json.readTree(point).path("device").asString(""));
        } catch (JacksonException e) {
            return false;
        }
    }

    @Override
    public void close() {
        all.close();
    }
}
