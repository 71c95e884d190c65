package io.millwright.quickstart.up;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** One line per finished step of a start, with the seconds since the start. Safe for concurrent use. */
public final class Progress {

    private final PrintStream out;
    private final LongSupplier nanos;
    private final long begun;

    /** @param nanos a clock like {@link System#nanoTime} */
    public Progress(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    /** Runs the step and says {@code text} when it is done; a failing step says nothing. */
    public <T> T step(String text, Callable<T> step) throws Exception {
        T result = step.call();
        say(text);
        return result;
    }

    /** Prints the line with the time. */
    public void say(String text) {
        Duration since = Duration.ofNanos(nanos.getAsLong() - begun);
        out.printf(Locale.ROOT, "%6.1f s  %s%n", since.toMillis() / 1000.0, text);
        out.flush();
    }

    /** Prints the line as it is. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }
}
