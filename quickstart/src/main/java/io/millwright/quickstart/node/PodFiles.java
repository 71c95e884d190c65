package io.millwright.quickstart.node;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.millwright.quickstart.directory.DirectoryTree;
import io.millwright.quickstart.directory.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The volumes of pods as directories: {@code <root>/<namespace>/<pod>/<volume>}, and {@code <root>/<namespace>/_claims/<claim>}
 * for claims, which outlive every pod and are never deleted by the node.
 */
final class PodFiles {

    private final Path root;
    private final VolumeContents contents;

    PodFiles(Path root, VolumeContents contents) {
        this.root = root;
        this.contents = contents;
    }

    /** What {@link #bring} did. */
    record Brought(Map<String, Path> mounts, boolean changed) {}

    /** Brings every volume of the pod up to date and answers the directories by mount path of its one container. */
    Brought bring(String namespace, String pod, PodSpec spec) throws IOException, CannotStart {
        Map<String, Path> volumes = new HashMap<>();
        boolean changed = false;
        for (Volume volume : spec.getVolumes()) {
            Path directory = volume.getPersistentVolumeClaim() == null
                    ? podDirectory(namespace, pod).resolve(volume.getName())
                    : claimDirectory(
                            namespace, volume.getPersistentVolumeClaim().getClaimName());
            Optional<Map<String, byte[]>> files = contents.of(namespace, volume);
            if (files.isPresent()) {
                changed |= new MountedFiles(directory).show(files.get());
            } else {
                PrivateFiles.directory(directory);
            }
            volumes.put(volume.getName(), directory);
        }
        Map<String, Path> mounts = new TreeMap<>();
        for (VolumeMount mount : spec.getContainers().getFirst().getVolumeMounts()) {
            Path directory = volumes.get(mount.getName());
            if (directory == null) {
                throw new CannotStart("InvalidPod", "mount " + mount.getMountPath() + " names no volume of the pod");
            }
            String subPath = mount.getSubPath();
            mounts.put(
                    mount.getMountPath(),
                    subPath == null || subPath.isEmpty() ? directory : directory.resolve(subPath));
        }
        return new Brought(mounts, changed);
    }

    Path log(String namespace, String pod) {
        return podDirectory(namespace, pod).resolve("_log");
    }

    /** Forgets everything of a pod except its claims. */
    void forget(String namespace, String pod) throws IOException {
        DirectoryTree.remove(podDirectory(namespace, pod));
    }

    /** What was on a volume whose claim is gone. */
    void forgetClaim(String namespace, String claim) throws IOException {
        DirectoryTree.remove(claimDirectory(namespace, claim));
    }

    private Path podDirectory(String namespace, String pod) {
        return root.resolve(namespace).resolve(pod);
    }

    private Path claimDirectory(String namespace, String claim) {
        return root.resolve(namespace).resolve("_claims").resolve(claim);
    }
}
