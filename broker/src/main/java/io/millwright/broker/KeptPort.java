package io.millwright.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The port a broker once got, so that its devices find it there after every restart. */
record KeptPort(Path file) {

    /** 0 when none was kept. */
    int read() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        String text = Files.readString(file).strip();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IOException(file + " holds no port: " + text, e);
        }
    }

    void write(int port) throws IOException {
        Files.writeString(file, port + "\n");
    }
}
