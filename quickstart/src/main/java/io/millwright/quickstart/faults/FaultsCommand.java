package io.millwright.quickstart.faults;

import io.millwright.quickstart.directory.DirectoryTree;
import io.millwright.quickstart.directory.ResultFile;
import io.millwright.quickstart.directory.StartRefused;
import io.millwright.quickstart.program.Logging;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.RigSettings;
import io.millwright.quickstart.rig.Seed;
import io.millwright.quickstart.rig.oracle.Verdict;
import io.millwright.quickstart.up.Progress;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Brings faults about on real parts. Exit code 1: something was lost, doubled, billed wrongly or slow to come back. */
@Command(name = "faults", description = "Brings a fault about and looks what it did.", mixinStandardHelpOptions = true)
public final class FaultsCommand implements Callable<Integer> {

    private static final List<Fault> FAULTS = List.of(
            new RuntimeKilled(),
            new KilledBeforeAck(),
            new PostgresKilled(),
            new PostgresStopped(),
            new DiskFull(),
            new BrokerKilled(false),
            new BrokerKilled(true),
            new RuntimeAway(),
            new AgentKilled(),
            new BufferBroken(),
            new BufferFull(),
            new NetworkCut(),
            new HalfOpen(),
            new SlowClients(),
            new Scrambled(),
            new HeapPressure(),
            new SchemaChanged(),
            new Replicas());
    /** The same code as of a fault that could not begin. */
    private static final int LEFT_OUT = 2;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(paramLabel = "ID", description = "A row of the table of faults, its name, or 'all'.")
    private String id = "";

    @Option(names = "--rounds", paramLabel = "N", description = "How often a part is killed (the fault's own number).")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "S", description = "How long a cut or a stop lasts (the fault's own).")
    private int seconds;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "30",
            description = "soak: how long (${DEFAULT-VALUE}).")
    private int minutes = 30;

    @Option(names = "--seed", paramLabel = "N", description = "Makes the same random choices again.")
    private @Nullable Long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Where the results are written as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        List<Fault> chosen = chosen();
        ResultFile file = json == null ? null : ResultFile.claim("--json", json);
        PrintStream out = System.out;
        long value = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        out.println("Seed " + value + " (--seed " + value + " makes the same random choices again).");
        List<Result> results = new ArrayList<>();
        boolean leftOut = false;
        for (Fault fault : chosen) {
            try {
                Result result = run(fault, new Seed(value), out);
                print(result, out);
                results.add(result);
            } catch (StartRefused e) {
                if (chosen.size() == 1) {
                    throw e;
                }
                leftOut = true;
                out.println("Left out: " + e.getMessage());
            }
        }
        if (file != null) {
            Object all = results.size() == 1 && !id.equals("all")
                    ? results.getFirst().json()
                    : results.stream().map(Result::json).toList();
            file.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
        }
        int whole = leftOut ? LEFT_OUT : 0;
        return results.stream().allMatch(Result::held) ? whole : 1;
    }

    private Result run(Fault fault, Seed seeded, PrintStream out) throws Exception {
        Path directory = Files.createTempDirectory("millwright-fault");
        Progress progress = new Progress(out, System::nanoTime);
        boolean forget = false;
        try {
            Logging.toFile(directory.resolve("faults.log"));
            out.println();
            progress.line("Fault " + fault.id() + ": " + fault.what());
            RigSettings settings = new RigSettings(
                    directory,
                    fault.persistence(),
                    fault.links(),
                    Optional.empty(),
                    fault.options(),
                    fault.diskBytes(),
                    fault.seriesPerDevice());
            try (Rig rig = progress.step("broker, PostgreSQL and runtime serve", () -> Rig.start(settings))) {
                Fault.Extent extent = new Fault.Extent(rounds, seconds, Duration.ofMinutes(minutes));
                Fault.Outcome outcome = fault.run(new Fault.Scene(rig, seeded, extent, progress));
                Verdict verdict = progress.step("the oracle has looked", () -> rig.judge(outcome.truth()));
                Result result = Result.of(fault, outcome, verdict, Memory.of(rig));
                forget = result.held();
                return result;
            }
        } catch (StartRefused e) {
            forget = true;
            throw e;
        } finally {
            if (forget) {
                DirectoryTree.remove(directory);
            } else {
                out.println("The logs are in " + directory + ".");
            }
        }
    }

    private static void print(Result result, PrintStream out) {
        result.notes().forEach(note -> out.println("- " + note));
        out.println("- " + result.memory().sentence());
        Verdict verdict = result.verdict();
        out.printf(
                Locale.ROOT,
                "Fault %s %s: %d points expected, %d stored, %d duplicates, %d metered; back after %.1f s at most%n",
                result.fault(),
                result.held() ? "held" : "NOT HELD",
                verdict.expected(),
                verdict.stored(),
                verdict.duplicates(),
                verdict.metered(),
                result.recovered().toMillis() / 1_000.0);
        result.complaints().forEach(sentence -> out.println("  " + sentence));
        out.flush();
    }

    private List<Fault> chosen() throws StartRefused {
        if (rounds < 0 || seconds < 0 || minutes < 1) {
            throw new StartRefused("--rounds, --seconds and --minutes need numbers from 1 on.");
        }
        if (id.equals("all")) {
            return FAULTS;
        }
        return Stream.concat(FAULTS.stream(), Stream.of(new Soak()))
                .filter(fault -> fault.id().equals(id))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new StartRefused("there is no fault '" + id + "'; this release has: "
                        + FAULTS.stream().map(Fault::id).collect(Collectors.joining(", ")) + ", all, soak."));
    }
}
