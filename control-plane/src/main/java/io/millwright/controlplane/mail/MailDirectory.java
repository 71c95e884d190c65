package io.millwright.controlplane.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Into a directory, for a machine without a mail server: the log says who got which file, never what is in it. */
final class MailDirectory implements Mail {

    private static final Logger LOG = LoggerFactory.getLogger(MailDirectory.class);

    private final Path directory;
    private final Envelope envelope;
    private final Clock clock;

    MailDirectory(Path directory, Clock clock) {
        this.directory = directory.toAbsolutePath();
        this.clock = clock;
        this.envelope = new Envelope(Session.getInstance(new Properties()), Envelope.LOCAL_SENDER, clock);
    }

    /** A reader of the directory sees whole files only. */
    @Override
    public void send(Letter letter) throws MessagingException, IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String name = clock.instant().toString().replace(":", "") + "-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path part = Files.createFile(
                directory.resolve("." + name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream file = Files.newOutputStream(part)) {
            envelope.of(letter).writeTo(file);
        }
        Path whole = Files.move(part, directory.resolve(name + ".eml"), StandardCopyOption.ATOMIC_MOVE);
        LOG.atInfo().addKeyValue("to", letter.to()).addKeyValue("file", whole).log("a letter lies in the outbox");
    }
}
