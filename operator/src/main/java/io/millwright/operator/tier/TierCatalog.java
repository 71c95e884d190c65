package io.millwright.operator.tier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The tiers this installation sells, read once at start; a file that does not hold together stops the start. */
public final class TierCatalog {

    private static final ObjectReader READER = YAMLMapper.builder().build().readerFor(Document.class);

    private final SequencedMap<String, Tier> tiers;

    private TierCatalog(SequencedMap<String, Tier> tiers) {
        this.tiers = tiers;
    }

    /** @throws IllegalArgumentException with a sentence that says which tier is wrong and why */
    public static TierCatalog parse(String yaml) {
        Document document;
        try {
            document = READER.readValue(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the tier catalog is not valid: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (document == null || document.tiers().isEmpty()) {
            throw new IllegalArgumentException("the tier catalog names no tier");
        }
        TreeMap<String, Tier> byName = new TreeMap<>();
        for (Tier tier : document.tiers()) {
            if (byName.put(tier.name(), tier) != null) {
                throw new IllegalArgumentException("the tier catalog names " + tier.name() + " twice");
            }
        }
        return new TierCatalog(byName);
    }

    public Optional<Tier> find(String name) {
        return Optional.ofNullable(tiers.get(name));
    }

    /** In alphabetical order, for sentences that list what there is. */
    public List<String> names() {
        return List.copyOf(tiers.keySet());
    }

    public Map<String, Tier> tiers() {
        return Map.copyOf(tiers);
    }

    private record Document(List<Tier> tiers) {}
}
