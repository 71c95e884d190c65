package io.millwright.brokerextension;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millwright.wire.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tenant a client id of a pool belongs to: the first that used it. HiveMQ keys sessions, queues included, by the
 * client id alone; device ids are unique over the platform, and this keeps two tenants' messages apart should they ever
 * not be. Kept in a file that only grows, by one line per device, because sessions outlive the broker's process.
 */
final class ClientOwners {

    private final Path file;
    private final Map<String, String> tenants = new ConcurrentHashMap<>();

    private ClientOwners(Path file) {
        this.file = file;
    }

    static ClientOwners load(Path directory) throws IOException {
        ClientOwners owners = new ClientOwners(directory.resolve("client-owners"));
        if (Files.exists(owners.file)) {
            String text = Files.readString(owners.file, UTF_8);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            if (whole.length() < text.length()) {
                // A torn last line is of a client that was never let in.
                Files.writeString(owners.file, whole, UTF_8);
            }
            whole.lines().forEach(line -> {
                int blank = line.indexOf(' ');
                owners.tenants.putIfAbsent(line.substring(0, blank), line.substring(blank + 1));
            });
        }
        return owners;
    }

    /** False when the client id is another tenant's; otherwise it is this tenant's from now on. */
    boolean claim(String clientId, TenantId tenant) {
        String owner = tenants.get(clientId);
        if (owner == null) {
            owner = claimFirst(clientId, tenant);
        }
        return owner.equals(tenant.value());
    }

    private synchronized String claimFirst(String clientId, TenantId tenant) {
        String owner = tenants.get(clientId);
        if (owner != null) {
            return owner;
        }
        try {
            Files.writeString(
                    file, clientId + " " + tenant + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the owner of a client id could not be kept", e);
        }
        tenants.put(clientId, tenant.value());
        return tenant.value();
    }
}
