package io.millwright.brokerextension;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.DeviceId;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The denials of one broker, kept in a file that is replaced whole before a change counts, so that a denial survives
 * every crash after it was answered. A file that cannot be understood stops the start: forgetting a denial is worse
 * than a broker that is down. Safe for use by many threads; asking never waits for a write.
 */
final class DenyList {

    private final Path file;
    private volatile Set<Revocation> denials;

    private DenyList(Path file, Set<Revocation> denials) {
        this.file = file;
        this.denials = denials;
    }

    static DenyList load(Path directory) throws IOException {
        Path file = directory.resolve("denied");
        Set<Revocation> denials = new HashSet<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, UTF_8)) {
                denials.add(parse(line));
            }
        }
        return new DenyList(file, Set.copyOf(denials));
    }

    boolean contains(Revocation revocation) {
        return denials.contains(revocation);
    }

    boolean denies(Session.Client client) {
        Set<Revocation> now = denials;
        return !now.isEmpty()
                && (now.contains(new Revocation.OfCertificate(client.tenant(), client.serial()))
                        || client.identity() instanceof CertificateIdentity.Device device
                                && now.contains(new Revocation.OfDevice(client.tenant(), device.device())));
    }

    synchronized void add(Revocation revocation) {
        if (!denials.contains(revocation)) {
            Set<Revocation> next = new HashSet<>(denials);
            next.add(revocation);
            replace(next);
        }
    }

    synchronized void remove(Revocation revocation) {
        if (denials.contains(revocation)) {
            Set<Revocation> next = new HashSet<>(denials);
            next.remove(revocation);
            replace(next);
        }
    }

    private void replace(Set<Revocation> next) {
        List<String> lines = next.stream().map(DenyList::line).sorted().toList();
        Path fresh = file.resolveSibling("denied.new");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = UTF_8.encode(lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the deny list could not be kept", e);
        }
        denials = Set.copyOf(next);
    }

    private static String line(Revocation revocation) {
        return switch (revocation) {
            case Revocation.OfCertificate(TenantId tenant, BigInteger serial) ->
                "certificate " + tenant + " " + serial.toString(16);
            case Revocation.OfDevice(TenantId tenant, DeviceId device) -> "device " + tenant + " " + device;
        };
    }

    private static Revocation parse(String line) throws IOException {
        String[] words = line.split(" ", -1);
        try {
            if (words.length == 3 && words[0].equals("certificate")) {
                return new Revocation.OfCertificate(new TenantId(words[1]), new BigInteger(words[2], 16));
            }
            if (words.length == 3 && words[0].equals("device")) {
                return new Revocation.OfDevice(new TenantId(words[1]), new DeviceId(words[2]));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("the deny list holds a line that is none: " + line, e);
        }
        throw new IOException("the deny list holds a line that is none: " + line);
    }
}
