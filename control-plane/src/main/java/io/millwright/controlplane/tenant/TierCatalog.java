package io.millwright.controlplane.tenant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The operator's catalog of tiers, read for previews only: what is granted is the operator's decision. */
@Component
class TierCatalog {

    private final Map<String, Map<String, Object>> tiers = new LinkedHashMap<>();

    TierCatalog(TierSettings settings) {
        Resource file = settings.catalog();
        try (InputStream yaml = file.getInputStream()) {
            Map<String, Object> document = tree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
            for (Object tier : document.get("tiers") instanceof List<?> list ? list : List.of()) {
                Map<String, Object> entry = tree(tier);
                tiers.put(String.valueOf(entry.remove("name")), entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the tier catalog cannot be read: " + file, e);
        }
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("the tier catalog names no tier: " + file);
        }
    }

    /** Its parts by name, each a tree of plain values. */
    Optional<Map<String, Object>> find(String tier) {
        return Optional.ofNullable(tiers.get(tier));
    }

    List<String> names() {
        return new ArrayList<>(tiers.keySet());
    }

    @SuppressWarnings("unchecked") // a mapping of YAML with text keys, or else empty
    static Map<String, Object> tree(@Nullable Object node) {
        return node instanceof Map<?, ?> map ? new LinkedHashMap<>((Map<String, Object>) map) : new LinkedHashMap<>();
    }
}
