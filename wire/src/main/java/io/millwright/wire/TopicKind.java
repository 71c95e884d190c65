package io.millwright.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The topics below {@code mw/v1/{tenant}/{site}/{device}/}: who publishes, at most how. The rights derive from this. */
public enum TopicKind {
    TELEMETRY("telemetry", Publisher.DEVICE, 1, false),
    STATE("state", Publisher.DEVICE, 1, true),
    RECEIPT("receipt", Publisher.PLATFORM, 1, false),
    CONFIG("config", Publisher.PLATFORM, 1, true),
    CONFIG_ACK("config/ack", Publisher.DEVICE, 1, false),
    COMMAND("command", Publisher.PLATFORM, 1, false),
    COMMAND_ACK("command/ack", Publisher.DEVICE, 1, false),
    ALARM("alarm", Publisher.DEVICE, 1, false),
    LOG("log", Publisher.DEVICE, 0, false);

    /** Which side of the broker speaks on a topic. */
    public enum Publisher {
        DEVICE,
        PLATFORM
    }

    private final List<String> levels;
    private final Publisher publisher;
    private final int highestQos;
    private final boolean retainable;

    TopicKind(String suffix, Publisher publisher, int highestQos, boolean retainable) {
        this.levels = List.of(suffix.split("/"));
        this.publisher = publisher;
        this.highestQos = highestQos;
        this.retainable = retainable;
    }

    static Optional<TopicKind> of(List<String> levels) {
        return Arrays.stream(values())
                .filter(kind -> kind.levels.equals(levels))
                .findFirst();
    }

    public List<String> levels() {
        return levels;
    }

    public Publisher publisher() {
        return publisher;
    }

    /** 0 or 1; 2 is used nowhere, because receipts do what it would. */
    public int highestQos() {
        return highestQos;
    }

    public boolean retainable() {
        return retainable;
    }
}
