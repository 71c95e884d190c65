package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Link;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.Seed;
import io.millwright.quickstart.rig.load.Truth;
import io.millwright.quickstart.up.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One way to fail: brings it about, waits until the platform has recovered, and says what must be stored then. */
interface Fault {

    /** Its row in the table of faults; the long-running mix has none and is called by its name. */
    String id();

    /** What is done, in a few words. */
    String what();

    /** Which connections it has to have a hand on. */
    default Set<Link> links() {
        return Set.of();
    }

    /** The broker's persistence it is about. */
    default String persistence() {
        return "file";
    }

    /** How large the file system of its historian is, in bytes; 0 for the one that everything else is on. */
    default long diskBytes() {
        return 0;
    }

    /** How many tags its tenant's devices may have each; 0 for as many as they like. */
    default int seriesPerDevice() {
        return 0;
    }

    /** Of the JVMs of broker and runtime: small and quick to start, because they start often. */
    default List<String> options() {
        return List.of("-Xmx" + Memory.HEAP_MEGABYTES + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    /** The oracle looks afterwards, whatever this answers. */
    Outcome run(Scene scene) throws Exception;

    /** Where it happens. */
    record Scene(Rig rig, Seed seed, Extent extent, Progress progress) {}

    /**
     * How much of it; absent numbers leave it to the fault.
     *
     * @param rounds 0 for the fault's own number
     * @param seconds 0 for the fault's own length
     */
    record Extent(int rounds, int seconds, Duration soak) {

        int rounds(int usual) {
            return rounds == 0 ? usual : rounds;
        }

        Duration length(int usualSeconds) {
            return Duration.ofSeconds(seconds == 0 ? usualSeconds : seconds);
        }
    }

    /**
     * What came of it.
     *
     * @param truth what must be stored now
     * @param recovered the longest time from a blow until points were receipted again
     * @param bound how long that may take
     * @param complaints rules broken beside loss and double billing, one sentence each
     * @param notes for people
     */
    record Outcome(Truth truth, Duration recovered, Duration bound, List<String> complaints, List<String> notes) {

        public Outcome {
            complaints = List.copyOf(complaints);
            notes = List.copyOf(notes);
        }

        /** Of other devices too. */
        Outcome and(Truth more) {
            return new Outcome(truth.and(more), recovered, bound, complaints, notes);
        }

        Outcome noting(String note) {
            return new Outcome(truth, recovered, bound, complaints, plus(notes, note));
        }

        Outcome complaining(String sentence) {
            return new Outcome(truth, recovered, bound, plus(complaints, sentence), notes);
        }

        private static List<String> plus(List<String> list, String one) {
            return Stream.concat(list.stream(), Stream.of(one)).toList();
        }
    }
}
