package io.millwright.quickstart.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which files a Secret, ConfigMap or projected volume shows. */
final class VolumeContents {

    private final Materials materials;

    VolumeContents(Materials materials) {
        this.materials = materials;
    }

    /** Files by relative path; empty for kinds of volumes that are plain directories. */
    Optional<Map<String, byte[]>> of(String namespace, Volume volume) throws CannotStart {
        Map<String, byte[]> files = new TreeMap<>();
        if (volume.getSecret() != null) {
            var source = volume.getSecret();
            addSecret(files, namespace, source.getSecretName(), source.getItems(), source.getOptional());
        } else if (volume.getConfigMap() != null) {
            var source = volume.getConfigMap();
            addConfigMap(files, namespace, source.getName(), source.getItems(), source.getOptional());
        } else if (volume.getProjected() != null) {
            for (VolumeProjection source : volume.getProjected().getSources()) {
                addProjection(files, namespace, volume.getName(), source);
            }
        } else if (volume.getEmptyDir() != null || volume.getPersistentVolumeClaim() != null) {
            return Optional.empty();
        } else {
            throw new CannotStart(
                    "FailedMount", "this node knows no volume of the kind of \"" + volume.getName() + "\"");
        }
        return Optional.of(files);
    }

    private void addProjection(Map<String, byte[]> files, String namespace, String volume, VolumeProjection source)
            throws CannotStart {
        if (source.getSecret() != null) {
            var secret = source.getSecret();
            addSecret(files, namespace, secret.getName(), secret.getItems(), secret.getOptional());
        } else if (source.getConfigMap() != null) {
            var map = source.getConfigMap();
            addConfigMap(files, namespace, map.getName(), map.getItems(), map.getOptional());
        } else {
            throw new CannotStart(
                    "FailedMount", "this node projects only Secrets and ConfigMaps into \"" + volume + "\"");
        }
    }

    private void addSecret(
            Map<String, byte[]> files,
            String namespace,
            String name,
            @Nullable List<KeyToPath> items,
            @Nullable Boolean optional)
            throws CannotStart {
        Map<String, byte[]> content =
                materials.secret(namespace, name).map(VolumeContents::content).orElse(null);
        add(files, content, items, optional, "secret \"" + name + "\"");
    }

    private void addConfigMap(
            Map<String, byte[]> files,
            String namespace,
            String name,
            @Nullable List<KeyToPath> items,
            @Nullable Boolean optional)
            throws CannotStart {
        Map<String, byte[]> content = materials
                .configMap(namespace, name)
                .map(VolumeContents::content)
                .orElse(null);
        add(files, content, items, optional, "configmap \"" + name + "\"");
    }

    private static void add(
            Map<String, byte[]> files,
            @Nullable Map<String, byte[]> content,
            @Nullable List<KeyToPath> items,
            @Nullable Boolean optional,
            String what)
            throws CannotStart {
        if (content == null) {
            if (!Boolean.TRUE.equals(optional)) {
                throw new CannotStart("FailedMount", what + " not found");
            }
            return;
        }
        if (items == null || items.isEmpty()) {
            files.putAll(content);
            return;
        }
        for (KeyToPath item : items) {
            byte[] value = content.get(item.getKey());
            if (value != null) {
                files.put(item.getPath(), value);
            } else if (!Boolean.TRUE.equals(optional)) {
                throw new CannotStart("FailedMount", what + " has no key \"" + item.getKey() + "\"");
            }
        }
    }

    static Map<String, byte[]> content(Secret secret) {
        Map<String, byte[]> content = new TreeMap<>();
        Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
                .forEach((key, value) -> content.put(key, Base64.getDecoder().decode(value)));
        return content;
    }

    static Map<String, byte[]> content(ConfigMap map) {
        Map<String, byte[]> content = new TreeMap<>();
        Objects.requireNonNullElse(map.getData(), Map.<String, String>of())
                .forEach((key, value) -> content.put(key, value.getBytes(StandardCharsets.UTF_8)));
        Objects.requireNonNullElse(map.getBinaryData(), Map.<String, String>of())
                .forEach((key, value) -> content.put(key, Base64.getDecoder().decode(value)));
        return content;
    }
}
