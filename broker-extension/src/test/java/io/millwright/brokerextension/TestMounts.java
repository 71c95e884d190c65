package io.millwright.brokerextension;

import io.millwright.brokerextension.home.BrokerMounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a broker's mounts as the node materialises them. */
public final class TestMounts {

    private TestMounts() {}

    /** @param clientAuthority whom clients must chain to */
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
            return mounts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
