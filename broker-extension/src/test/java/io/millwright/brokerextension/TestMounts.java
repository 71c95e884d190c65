package io.millwright.brokerextension;

import io.millwright.brokerextension.home.BrokerMounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;

/** Writes a broker's mounts as the node materialises them. */
public final class TestMounts {

    private TestMounts() {}

    /**
     * An own broker lists its tenant with {@code clientAuthority}; for a pool {@link #list} says whom it serves.
     *
     * @param clientAuthority whom clients must chain to
     */
    public static BrokerMounts write(
            Path directory, String tenant, String persistence, TestIdentity server, TestIdentity clientAuthority) {
        BrokerMounts mounts =
                new BrokerMounts(directory.resolve("tls"), directory.resolve("config"), directory.resolve("data"));
        try {
            Files.createDirectories(mounts.tls());
            Files.createDirectories(mounts.configuration());
            Files.createDirectories(mounts.data());
            Files.writeString(mounts.certificate(), server.chainPem());
            Files.writeString(mounts.privateKey(), server.keyPem());
            Files.writeString(mounts.clientAuthorities(), clientAuthority.certificatePem());
            Files.writeString(
                    mounts.properties(),
                    "tenant=" + tenant + "\npersistence=" + persistence + "\nmaxPacketBytes=65536\n");
            return tenant.equals("*") ? mounts : list(mounts, line(tenant, clientAuthority));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the list of authorities at once, as the rename of a mounted directory does. */
    public static BrokerMounts list(BrokerMounts mounts, String... lines) {
        try {
            Path fresh = mounts.configuration().resolve("..fresh");
            Files.writeString(fresh, String.join("", lines));
            Files.move(
                    fresh, mounts.authorities(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return mounts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String line(String tenant, TestIdentity authority) {
        byte[] key = authority.certificate().getPublicKey().getEncoded();
        return tenant + "=" + Base64.getEncoder().encodeToString(key) + "\n";
    }
}
