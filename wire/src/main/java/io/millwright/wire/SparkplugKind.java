package io.millwright.wire;

import io.millwright.wire.TopicKind.Publisher;
import java.util.Arrays;
import java.util.Optional;

/** The message types of Sparkplug B: N speaks of an edge node, which is a device of ours, D of something behind it. */
public enum SparkplugKind {
    NBIRTH(Publisher.DEVICE),
    NDEATH(Publisher.DEVICE),
    NDATA(Publisher.DEVICE),
    NCMD(Publisher.PLATFORM),
    DBIRTH(Publisher.DEVICE),
    DDEATH(Publisher.DEVICE),
    DDATA(Publisher.DEVICE),
    DCMD(Publisher.PLATFORM);

    private final Publisher publisher;

    SparkplugKind(Publisher publisher) {
        this.publisher = publisher;
    }

    static Optional<SparkplugKind> of(String level) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(level)).findFirst();
    }

    public Publisher publisher() {
        return publisher;
    }

    /** Whether its topic names a sub-device in one level more. */
    public boolean ofSubDevice() {
        return name().startsWith("D");
    }

    public boolean birth() {
        return this == NBIRTH || this == DBIRTH;
    }

    /** Whether it holds measurements, which the historian must account for. */
    public boolean measures() {
        return birth() || this == NDATA || this == DDATA;
    }
}
