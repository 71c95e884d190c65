package io.millwright.runtime.tenant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Looks at {@code tenants.d} and reads what changed since the last look. Not thread-safe: one watcher owns it.
 *
 * <p>A look costs a few file attributes per tenant; only changed files are read. It polls rather than listens, because
 * Kubernetes replaces the whole content by swapping one symbolic link, which file events of the old directory do not tell.
 */
public final class TenantsDirectory {

    private final Path directory;

    private Map<String, List<Object>> signatures = new HashMap<>();

    public TenantsDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * @param changed tenants that are new or whose files changed
     * @param present all tenants that have a directory
     */
    public record Look(Map<String, TenantReading> changed, Set<String> present) {}

    /** @throws IOException when the directory itself cannot be listed: nothing is known, so nothing may be concluded */
    public Look look() throws IOException {
        Map<String, List<Object>> seen = new HashMap<>();
        Map<String, TenantReading> changed = new TreeMap<>();
        for (Path entry : entries()) {
            String name = entry.getFileName().toString();
            Path resolved;
            try {
                // Resolved once, so that all files are of one version even if the link is swapped meanwhile.
                resolved = entry.toRealPath();
            } catch (IOException e) {
                continue;
            }
            List<Object> signature = signature(resolved);
            seen.put(name, signature);
            if (!signature.equals(signatures.get(name))) {
                changed.put(name, TenantFiles.read(name, resolved));
            }
        }
        signatures = seen;
        return new Look(changed, new TreeSet<>(seen.keySet()));
    }

    /** Names that begin with a dot are Kubernetes' own ({@code ..data} and its targets). */
    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Taken before the files are read: what changes while they are is seen at the next look. */
    private static List<Object> signature(Path resolved) {
        List<Object> signature = new ArrayList<>();
        signature.add(resolved);
        for (String file : TenantFiles.NAMES) {
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(resolved.resolve(file), BasicFileAttributes.class);
                signature.add(List.of(
                        attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey())));
            } catch (IOException e) {
                signature.add("absent");
            }
        }
        return signature;
    }
}
