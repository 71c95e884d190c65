package io.millwright.quickstart.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that an option names for what a command finds out. */
public final class ResultFile {

    private final String option;
    private final Path path;

    private ResultFile(String option, Path path) {
        this.option = option;
        this.path = path;
    }

    /**
     * Empties or makes it, so that a place that cannot be written to is told before the work, not after it.
     *
     * @param option as it is typed, such as {@code --json}
     */
    public static ResultFile claim(String option, Path path) throws StartRefused {
        ResultFile file = new ResultFile(option, path);
        file.write("");
        return file;
    }

    public void write(String text) throws StartRefused {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    public void write(byte[] bytes) throws StartRefused {
        try {
            Files.write(path, bytes);
        } catch (IOException e) {
            throw new StartRefused(option + ": cannot write to " + path + ".", e);
        }
    }
}
