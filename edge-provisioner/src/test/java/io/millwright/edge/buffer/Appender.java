package io.millwright.edge.buffer;

import io.millwright.edge.normalize.Point;
import io.millwright.edge.normalize.Quality;
import java.nio.file.Path;
import java.util.List;

/** A process to be killed: appends to a buffer as fast as it can and prints the last seq it knows to be stored. */
final class Appender {

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Journal journal = Journal.open(directory.resolve("journal"));
        try (Buffer buffer = new Buffer(
                directory.resolve("buffer.db"), directory.resolve("corrupt"), BufferLimits.DEFAULT, journal)) {
            while (true) {
                buffer.append(List.of(new Point("n", System.currentTimeMillis(), 1L, Quality.GOOD, null)));
                System.out.println(buffer.status().head());
                System.out.flush();
            }
        }
    }

    private Appender() {}
}
