package io.millwright.brokerextension.home;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The key store and the trust store that HiveMQ wants, made from a mounted Secret. HiveMQ looks at the files every ten
 * seconds, so that writing them again with the same password renews the listener's certificate without a restart.
 */
record KeyStores(Path keyStore, Path trustStore, String password) {

    private static final String PASSWORD = "stores.password";

    static KeyStores in(Path directory, String password) {
        return new KeyStores(directory.resolve("server.p12"), directory.resolve("clients.p12"), password);
    }

    /** The stores of a home that was prepared earlier; empty if it was not. */
    static Optional<KeyStores> kept(Path directory) throws IOException {
        Path password = directory.resolve(PASSWORD);
        return Files.exists(password) ? Optional.of(in(directory, Files.readString(password))) : Optional.empty();
    }

    /** Lets the extension of this broker write the stores again; {@code config.xml} beside it says the same. */
    void keepPassword() throws IOException {
        Path file = keyStore.resolveSibling(PASSWORD);
        Files.deleteIfExists(file);
        OwnerOnly.create(file);
        Files.writeString(file, password);
    }

    void write(BrokerMounts mounts) {
        List<X509Certificate> chain = PemFiles.certificates(mounts.certificate());
        PrivateKey key =
                PemFiles.privateKey(mounts.privateKey(), chain.getFirst().getPublicKey());
        List<X509Certificate> authorities = PemFiles.certificates(mounts.clientAuthorities());
        try {
            KeyStore server = empty();
            server.setKeyEntry("server", key, password.toCharArray(), chain.toArray(X509Certificate[]::new));
            save(server, keyStore);
            KeyStore clients = empty();
            for (int i = 0; i < authorities.size(); i++) {
                clients.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            save(clients, trustStore);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidBrokerSetup("cannot write the broker's key stores: " + e.getMessage(), e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private void save(KeyStore store, Path target) throws IOException, GeneralSecurityException {
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        OwnerOnly.create(fresh);
        try (OutputStream out = Files.newOutputStream(fresh)) {
            store.store(out, password.toCharArray());
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Files that hold keys or passwords are readable by their owner alone, from their first byte on. */
    static final class OwnerOnly {

        private OwnerOnly() {}

        static void create(Path file) throws IOException {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }

        static void createDirectory(Path directory) throws IOException {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
