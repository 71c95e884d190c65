package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.resource.Refusal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The form in which a client wants its answer. */
enum Negotiation {
    JSON,
    YAML,
    TABLE,
    METADATA,
    METADATA_LIST,
    AGGREGATED;

    /** @param rich whether Tables and metadata alone can be asked for here */
    static Negotiation of(String accept, boolean rich, boolean discovery) {
        if (accept.isBlank()) {
            return JSON;
        }
        for (String clause : accept.split(",")) {
            String[] parts = clause.strip().split(";");
            Map<String, String> parameters = new HashMap<>();
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].strip().split("=", 2);
                parameters.put(pair[0], pair.length > 1 ? pair[1] : "");
            }
            String type = parts[0].strip().toLowerCase(Locale.ROOT);
            boolean json = type.equals("application/json") || type.equals("*/*") || type.equals("application/*");
            boolean yaml = type.equals("application/yaml");
            String as = parameters.getOrDefault("as", "");
            if (as.isEmpty()) {
                if (json) {
                    return JSON;
                }
                if (yaml) {
                    return YAML;
                }
            } else if (json) {
                String wanted = as + "/" + parameters.get("g") + "/" + parameters.get("v");
                switch (wanted) {
                    case "Table/meta.k8s.io/v1", "Table/meta.k8s.io/v1beta1" -> {
                        if (rich) {
                            return TABLE;
                        }
                    }
                    case "PartialObjectMetadata/meta.k8s.io/v1" -> {
                        if (rich) {
                            return METADATA;
                        }
                    }
                    case "PartialObjectMetadataList/meta.k8s.io/v1" -> {
                        if (rich) {
                            return METADATA_LIST;
                        }
                    }
                    case "APIGroupDiscoveryList/apidiscovery.k8s.io/v2" -> {
                        if (discovery) {
                            return AGGREGATED;
                        }
                    }
                    default -> {}
                }
            }
        }
        throw notAcceptable();
    }

    static Refusal notAcceptable() {
        return new Refusal(
                406,
                "NotAcceptable",
                "only the following media types are accepted: application/json, application/yaml",
                null);
    }
}
