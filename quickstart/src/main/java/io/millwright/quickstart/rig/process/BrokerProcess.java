package io.millwright.quickstart.rig.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An embedded HiveMQ on files that a node would have mounted. */
public final class BrokerProcess extends PartProcess {

    private final Path home;

    /** @param options of the JVM */
    public BrokerProcess(Path home, int port, List<String> options) {
        super(new ChildJvm.Order(
                "broker",
                List.of(home.toString(), Integer.toString(port)),
                Map.of(),
                options,
                home.resolve("part-broker.out")));
        this.home = home;
    }

    /** Messages that it has dropped since it started; -1 before it has said so. */
    public long dropped() throws IOException {
        Path file = home.resolve(Part.DROPPED);
        String text = Files.exists(file) ? Files.readString(file).strip() : "";
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    /** What it keeps on its volume, in MiB. */
    public long volumeMegabytes() throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve("data"))) {
            return all.mapToLong(path -> path.toFile().length()).sum() >> 20;
        } catch (UncheckedIOException e) {
            return 0; // it cleared something away meanwhile; another look sees more
        }
    }

    /** Its volume is lost: sessions, queues, retained messages, deny list. It must not run. */
    public void wipe() throws IOException {
        Path data = home.resolve("data");
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        Files.createDirectory(data);
    }
}
