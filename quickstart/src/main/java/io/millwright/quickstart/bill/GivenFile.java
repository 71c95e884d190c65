package io.millwright.quickstart.bill;

import io.millwright.quickstart.directory.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that was named on the command line. */
final class GivenFile {

    private static final long MOST = 512L * 1024 * 1024;

    /** @throws StartRefused with a sentence, if it cannot be read */
    static byte[] read(Path file) throws StartRefused {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > MOST) {
                throw new StartRefused(file + " is larger than " + MOST / 1024 / 1024 + " MB.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StartRefused("cannot read " + file + ": name a file that exists and is readable.", e);
        }
    }

    private GivenFile() {}
}
