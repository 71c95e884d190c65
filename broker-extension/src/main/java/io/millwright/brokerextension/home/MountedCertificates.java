package io.millwright.brokerextension.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up a renewed certificate in a container, where nobody tells that the mount has changed: it compares the files with what
 * they were. Unusable ones are told of once, and the broker keeps what it shows.
 */
public final class MountedCertificates implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(MountedCertificates.class);

    private final BrokerMounts mounts;
    private final KeyStores stores;
    private String taken;

    private MountedCertificates(BrokerMounts mounts, KeyStores stores) throws IOException {
        this.mounts = mounts;
        this.stores = stores;
        this.taken = fingerprint();
    }

    /**
     * Empty if the key stores there were not written by {@link BrokerHome#prepare}; what is mounted now is taken to be in them.
     *
     * @param configurationFolder where the key stores are
     */
    public static Optional<MountedCertificates> of(BrokerMounts mounts, Path configurationFolder) throws IOException {
        Optional<KeyStores> stores = KeyStores.kept(configurationFolder);
        return stores.isPresent() ? Optional.of(new MountedCertificates(mounts, stores.get())) : Optional.empty();
    }

    @Override
    public void run() {
        try {
            String now = fingerprint();
            if (now.equals(taken)) {
                return;
            }
            taken = now;
            stores.write(mounts);
            LOG.info("Renewed certificates were taken up");
        } catch (IOException | RuntimeException e) {
            // Thrown on, it would end the schedule for good.
            LOG.error("The certificates stay as they are: {}", e.getMessage());
        }
    }

    private String fingerprint() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : List.of(mounts.certificate(), mounts.privateKey(), mounts.clientAuthorities())) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
