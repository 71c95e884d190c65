package io.millwright.controlplane.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every version of the prices, read once at start; a file that does not hold together stops the start. */
public final class PriceCatalog {

    private static final ObjectReader READER = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build()
            .readerFor(Document.class);

    private final List<PriceList> versions;

    private PriceCatalog(List<PriceList> versions) {
        this.versions = versions;
    }

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public static PriceCatalog parse(String yaml) {
        Document document;
        try {
            document = READER.readValue(yaml);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the price catalog is not valid: " + e.getOriginalMessage(), e);
        }
        if (document == null || document.versions().isEmpty()) {
            throw new IllegalArgumentException("the price catalog has no version");
        }
        Set<String> names = new HashSet<>();
        BillingMonth before = null;
        for (PriceList version : document.versions()) {
            if (!names.add(version.version())) {
                throw new IllegalArgumentException("the price catalog has version " + version.version() + " twice");
            }
            if (before != null && version.effective().compareTo(before) <= 0) {
                throw new IllegalArgumentException(
                        "version " + version.version() + " is not effective after the one before it");
            }
            if (!version.currency().equals(document.versions().getFirst().currency())) {
                throw new IllegalArgumentException("all versions of the price catalog have one currency");
            }
            before = version.effective();
        }
        return new PriceCatalog(List.copyOf(document.versions()));
    }

    /** What the month is billed by. Months before the first version are billed by the first. */
    public PriceList of(BillingMonth month) {
        PriceList found = versions.getFirst();
        for (PriceList version : versions) {
            found = version.effective().compareTo(month) <= 0 ? version : found;
        }
        return found;
    }

    public Optional<PriceList> version(String name) {
        return versions.stream()
                .filter(version -> version.version().equals(name))
                .findFirst();
    }

    /** Oldest first. */
    public List<PriceList> versions() {
        return versions;
    }

    private record Document(@JsonProperty(required = true) List<PriceList> versions) {}
}
