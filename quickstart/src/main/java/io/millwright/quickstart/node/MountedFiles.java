package io.millwright.quickstart.node;

import io.millwright.quickstart.directory.DirectoryTree;
import io.millwright.quickstart.directory.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory of files as a kubelet mounts a Secret or ConfigMap: {@code ..data} links to a generation, the visible
 * names link through it, and one rename changes all files at once.
 */
final class MountedFiles {

    private static final String DATA = "..data";

    private final Path directory;

    MountedFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the directory show exactly these files, by relative path with {@code /}.
     *
     * @return whether anything changed
     */
    boolean show(Map<String, byte[]> files) throws IOException {
        PrivateFiles.directory(directory);
        if (Files.exists(directory.resolve(DATA)) && same(files)) {
            return false;
        }
        Path generation = directory.resolve(".." + UUID.randomUUID());
        PrivateFiles.directory(generation);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = generation.resolve(file.getKey()).normalize();
            if (!target.startsWith(generation)) {
                throw new IOException("path " + file.getKey() + " leads out of its volume");
            }
            PrivateFiles.directory(target.getParent() == null ? generation : target.getParent());
            PrivateFiles.write(target, file.getValue());
        }
        Path link = directory.resolve("..data_new");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, generation.getFileName());
        Files.move(link, directory.resolve(DATA), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        linkNames(files.keySet());
        deleteOtherGenerations(generation);
        return true;
    }

    private boolean same(Map<String, byte[]> files) throws IOException {
        Path root = directory.resolve(DATA).toRealPath();
        Map<String, byte[]> present = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.filter(Files::isRegularFile).toList()) {
                present.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return present.keySet().equals(files.keySet())
                && files.entrySet().stream()
                        .allMatch(file -> Arrays.equals(file.getValue(), present.get(file.getKey())));
    }

    private void linkNames(Set<String> paths) throws IOException {
        Set<String> wanted = new HashSet<>();
        paths.forEach(path -> wanted.add(path.split("/", 2)[0]));
        for (Path entry : entries()) {
            String name = entry.getFileName().toString();
            if (!name.startsWith("..") && !wanted.remove(name)) {
                Files.delete(entry);
            }
        }
        for (String name : wanted) {
            Files.createSymbolicLink(directory.resolve(name), Path.of(DATA, name));
        }
    }

    private void deleteOtherGenerations(Path current) throws IOException {
        for (Path entry : entries()) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && !entry.equals(current)) {
                DirectoryTree.remove(entry);
            }
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return new ArrayList<>(list.toList());
        }
    }
}
