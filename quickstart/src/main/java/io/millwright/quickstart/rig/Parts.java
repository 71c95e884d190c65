package io.millwright.quickstart.rig;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, and ends in reverse order; one that does not end keeps none of the others. */
final class Parts implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }

    /** Ends all of them, and then throws what was thrown first. */
    @Override
    public void close() throws Exception {
        Exception first = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
