package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Link;
import io.millwright.quickstart.rig.Plant;
import io.millwright.quickstart.rig.Seed;
import io.millwright.quickstart.rig.network.FaultyLink;
import io.millwright.quickstart.waiting.Await;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Row 11: the buffer of a real agent is damaged while the agent is down and holds messages that the platform has not. What is whole in it
 * is delivered, the rest is declared, and what comes later flows.
 */
final class BufferBroken implements Fault {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration DRAINED = Duration.ofMinutes(2);
    /** Messages that are in the buffer alone, at one a second. */
    private static final int HELD = 8;

    private static final int FLIPS = 12;
    private static final int PAGE = 4_096;
    /** Of SQLite's write-ahead log: its header, and a page with the header before it. */
    private static final int WAL = 32;

    private static final int FRAME = 24 + PAGE;

    @Override
    public String id() {
        return "11";
    }

    @Override
    public String what() {
        return "edge buffer with flipped bits, cut short, overwritten";
    }

    @Override
    public Set<Link> links() {
        return Set.of(Link.DEVICES_TO_BROKER);
    }

    /**
     * What is done to the files of an agent that has ended.
     *
     * @param killed else it ends in order and leaves no log beside its file
     * @param apparent whether the file must be found broken, whichever bits were hit
     */
    private record Damage(String what, boolean killed, boolean apparent, Blow blow) {}

    private interface Blow {
        void on(Path buffer, Seed seed) throws IOException;
    }

    private static final List<Damage> DAMAGES = List.of(
            new Damage("bits flipped in the file", false, false, (file, seed) -> flip(file, 0, Files.size(file), seed)),
            new Damage("the file cut short", false, true, (file, seed) -> cut(file, 0, Files.size(file), seed)),
            new Damage("bits flipped in the log", true, false, (file, seed) -> flip(log(file), WAL, end(file), seed)),
            new Damage("the log cut short", true, false, (file, seed) -> cut(log(file), WAL, end(file), seed)),
            new Damage("the first page overwritten", false, true, (file, seed) -> overwrite(file)),
            new Damage("bits flipped in the file, the log cut short", true, false, (file, seed) -> {
                flip(file, 0, Files.size(file), seed);
                cut(log(file), WAL, end(file), seed);
            }));

    @Override
    public Outcome run(Scene scene) throws Exception {
        FaultyLink link = scene.rig().link(Link.DEVICES_TO_BROKER);
        Plant plant = scene.rig().plant("press-agent");
        List<String> complaints = new ArrayList<>();
        Duration worst = Duration.ZERO;
        int rounds = scene.extent().rounds(DAMAGES.size());
        for (int round = 0; round < rounds; round++) {
            Damage damage = DAMAGES.get(round % DAMAGES.size());
            link.cut();
            long held = plant.journal().appended() + HELD;
            Await.until(BOUND, Duration.ofMillis(100), () -> plant.journal().appended() >= held);
            long lost = plant.journal().lost();
            Set<String> aside = aside(plant);
            if (damage.killed()) {
                plant.agent().kill();
            } else {
                plant.agent().close();
            }
            damage.blow().on(plant.home().resolve("buffer.db"), scene.seed());
            long blow = System.nanoTime();
            link.restore();
            plant.agent().launch();
            plant.agent().awaitReady(BOUND.multipliedBy(2));
            Duration took = Duration.ofNanos(System.nanoTime() - blow);
            worst = took.compareTo(worst) > 0 ? took : worst;
            Await.until(DRAINED, Duration.ofMillis(200), () -> delivered(plant));
            boolean laidAside = !aside.containsAll(aside(plant));
            if (damage.apparent() && !laidAside) {
                complaints.add("With " + damage.what() + " no buffer was laid aside.");
            }
            scene.progress()
                    .say(damage.what() + ": appends again after " + took.toMillis() + " ms, "
                            + (plant.journal().lost() - lost) + " messages given up"
                            + (laidAside ? ", the file laid aside" : ""));
        }
        Outcome outcome = new Outcome(plant.drained(DRAINED), worst, BOUND, complaints, List.of());
        return outcome.noting(rounds + " damages; " + plant.journal().appended() + " messages were appended, "
                + plant.journal().lost() + " given up, in "
                + outcome.truth().streams().size() + " streams. Recovered means that the agent appends again.");
    }

    /** All but what it appends just now: a file that is a total loss later says nothing of what waited in it before. */
    private static boolean delivered(Plant plant) throws IOException {
        long messages = plant.buffer("messages");
        return messages >= 0 && messages < HELD / 2 && plant.buffer("gaps") == 0;
    }

    private static Set<String> aside(Plant plant) throws IOException {
        Path corrupt = plant.home().resolve("corrupt");
        if (!Files.isDirectory(corrupt)) {
            return Set.of();
        }
        try (Stream<Path> all = Files.list(corrupt)) {
            return Set.copyOf(all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("buffer-"))
                    .toList());
        }
    }

    private static Path log(Path buffer) {
        return buffer.resolveSibling(buffer.getFileName() + "-wal");
    }

    /** Where the frames of the log end that count: behind them lie those of an earlier round, by their salts. */
    private static long end(Path buffer) throws IOException {
        try (FileChannel channel = FileChannel.open(log(buffer), StandardOpenOption.READ)) {
            ByteBuffer salts = ByteBuffer.allocate(8);
            channel.read(salts, WAL - 16L);
            long round = salts.flip().getLong();
            long end = WAL;
            while (channel.read(salts.clear(), end + 8) == 8 && salts.flip().getLong() == round) {
                end += FRAME;
            }
            return end;
        }
    }

    private static void flip(Path file, long from, long to, Seed seed) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            for (int i = 0; i < FLIPS; i++) {
                long at = from + seed.below(Math.toIntExact(to - from));
                channel.read(one.clear(), at);
                one.put(0, (byte) (one.get(0) ^ 1 << seed.below(8)));
                channel.write(one.flip(), at);
            }
        }
    }

    /** To between a quarter and three quarters, and not to whole pages. */
    private static void cut(Path file, long from, long to, Seed seed) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            int size = Math.toIntExact(to - from);
            channel.truncate(from + size / 4 + seed.below(size / 2));
        }
    }

    private static void overwrite(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("nonsense".repeat(PAGE / 8).getBytes(StandardCharsets.US_ASCII)), 0);
        }
    }
}
