package io.millwright.edge.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The one directory an agent writes to. File names are fixed: nothing that a server or a configuration says becomes part
 * of a path.
 */
public record StateDirectory(Path root) {

    /** Makes the directory, for the owner alone, if it is not there. */
    public void create() throws IOException {
        if (Files.isDirectory(root)) {
            return;
        }
        if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(root);
        }
    }

    /** The private key, which never leaves the device: PKCS#8 in PEM. */
    public Path key() {
        return root.resolve("device.key");
    }

    /** The key of a renewal under way. */
    public Path nextKey() {
        return root.resolve("device.key.next");
    }

    /** The device's certificate, then its issuers up to the root. */
    public Path chain() {
        return root.resolve("chain.pem");
    }

    /** The chain of a renewal; its coming into being is what commits the renewal. */
    public Path nextChain() {
        return root.resolve("chain.pem.next");
    }

    /** Written last at enrollment: where it stands, the device is enrolled. */
    public Path device() {
        return root.resolve("device.json");
    }

    public Path configuration() {
        return root.resolve("configuration.jws");
    }

    public Path buffer() {
        return root.resolve("buffer.db");
    }

    /** Where broken buffers are laid aside. */
    public Path corrupt() {
        return root.resolve("corrupt");
    }

    public Path status() {
        return root.resolve("status.json");
    }

    public Path lock() {
        return root.resolve("lock");
    }
}
