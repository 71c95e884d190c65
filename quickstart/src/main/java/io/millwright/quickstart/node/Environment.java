package io.millwright.quickstart.node;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Resolves the environment variables of a container. */
final class Environment {

    private final Materials materials;

    Environment(Materials materials) {
        this.materials = materials;
    }

    Map<String, String> of(String namespace, String pod, List<EnvVar> variables) throws CannotStart {
        Map<String, String> resolved = new TreeMap<>();
        for (EnvVar variable : variables) {
            EnvVarSource source = variable.getValueFrom();
            if (source == null) {
                resolved.put(variable.getName(), variable.getValue() == null ? "" : variable.getValue());
            } else {
                resolved.put(variable.getName(), value(namespace, pod, variable.getName(), source));
            }
        }
        return resolved;
    }

    private String value(String namespace, String pod, String variable, EnvVarSource source) throws CannotStart {
        if (source.getSecretKeyRef() != null) {
            String name = source.getSecretKeyRef().getName();
            var content = materials
                    .secret(namespace, name)
                    .map(VolumeContents::content)
                    .orElseThrow(
                            () -> new CannotStart("CreateContainerConfigError", "secret \"" + name + "\" not found"));
            return text(content, source.getSecretKeyRef().getKey(), "secret \"" + name + "\"");
        }
        if (source.getConfigMapKeyRef() != null) {
            String name = source.getConfigMapKeyRef().getName();
            var content = materials
                    .configMap(namespace, name)
                    .map(VolumeContents::content)
                    .orElseThrow(() ->
                            new CannotStart("CreateContainerConfigError", "configmap \"" + name + "\" not found"));
            return text(content, source.getConfigMapKeyRef().getKey(), "configmap \"" + name + "\"");
        }
        if (source.getFieldRef() != null) {
            return switch (source.getFieldRef().getFieldPath()) {
                case "metadata.name" -> pod;
                case "metadata.namespace" -> namespace;
                case "status.podIP", "status.hostIP" -> "127.0.0.1";
                default ->
                    throw new CannotStart(
                            "CreateContainerConfigError",
                            "this node does not know field "
                                    + source.getFieldRef().getFieldPath() + " of " + variable);
            };
        }
        throw new CannotStart("CreateContainerConfigError", "this node cannot resolve the source of " + variable);
    }

    private static String text(Map<String, byte[]> content, String key, String what) throws CannotStart {
        byte[] value = content.get(key);
        if (value == null) {
            throw new CannotStart("CreateContainerConfigError", what + " has no key \"" + key + "\"");
        }
        return new String(value, StandardCharsets.UTF_8);
    }
}
