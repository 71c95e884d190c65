package io.millwright.quickstart.rig.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The edge agent of this tree on a state directory, with a journal of what it appends. */
public final class AgentProcess extends PartProcess {

    private final Path journal;
    private long journalled;

    /** @param options of its command beside those that it always has */
    public AgentProcess(Path state, Path journal, List<String> options) {
        super(new ChildJvm.Order(
                "edge",
                Stream.concat(
                                Stream.of("run", "--state", state.toString(), "--journal", journal.toString()),
                                options.stream())
                        .toList(),
                Map.of(),
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                journal.resolveSibling(journal.getFileName() + ".out")));
        this.journal = journal;
    }

    public Path journal() {
        return journal;
    }

    @Override
    public void launch() throws IOException, InterruptedException {
        journalled = size();
        super.launch();
    }

    /** Ready means that it has appended a message since it started. */
    @Override
    public void awaitReady(Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (size() <= journalled) {
            if (!alive() || System.nanoTime() > end) {
                throw new IOException("the agent appended nothing in " + patience.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** How much its journal holds, in bytes. */
    public long size() throws IOException {
        return Files.exists(journal) ? Files.size(journal) : 0;
    }
}
