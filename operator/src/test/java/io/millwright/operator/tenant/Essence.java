package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.crd.v1alpha1.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What two runs of the same story have in common: no identities, times or keys, and nothing that a node or a server adds. */
final class Essence {

    private static final Pattern FINGERPRINT = Pattern.compile("sha256:[0-9a-zA-Z+/=]+");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{60,}={0,2}");
    private static final Pattern NODE_PORT = Pattern.compile("nodePort: \\d+");
    private static final Pattern UID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    @SuppressWarnings("unchecked")
    static String of(HasMetadata object, String incarnation) {
        Map<String, Object> tree = new TreeMap<>(Serialization.unmarshal(Serialization.asJson(object), Map.class));
        Map<String, Object> metadata = (Map<String, Object>) Objects.requireNonNull(tree.get("metadata"));
        List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields")
                .forEach(metadata::remove);
        if (!(object instanceof Tenant)) {
            tree.remove("status");
        }
        if (tree.get("spec") instanceof Map<?, ?> spec) {
            List.of("clusterIP", "clusterIPs", "healthCheckNodePort").forEach(spec::remove);
        }
        if (object.getKind().equals("Secret") && tree.get("data") instanceof Map<?, ?> data) {
            tree.put("data", List.copyOf(new TreeMap<>(data).keySet()));
        }
        return of(Serialization.asYaml(tree), incarnation);
    }

    static String of(String text, String incarnation) {
        String named =
                text.replace(incarnation, "INCARNATION").replace(incarnation.toLowerCase(Locale.ROOT), "incarnation");
        String keyless = KEY.matcher(FINGERPRINT.matcher(named).replaceAll("FINGERPRINT"))
                .replaceAll("KEY");
        String portless = NODE_PORT.matcher(keyless).replaceAll("nodePort: ANY");
        return TIME.matcher(UID.matcher(portless).replaceAll("UID")).replaceAll("TIME");
    }

    private Essence() {}
}
