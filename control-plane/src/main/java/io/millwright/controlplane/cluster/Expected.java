package io.millwright.controlplane.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which revision of a resource a change is good for, as the header {@code If-Match} says: what somebody else changed since
 * the caller read it is not changed over their head.
 *
 * @param revisions empty for none
 */
public record Expected(Set<String> revisions, boolean any) {

    /** Good for whatever is there. */
    public static final Expected ANY = new Expected(Set.of(), true);

    public Expected {
        revisions = Set.copyOf(revisions);
    }

    /** Of the header; a weak tag, or what is no tag, fits nothing. */
    public static Expected of(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return ANY;
        }
        return new Expected(
                Stream.of(ifMatch.split(","))
                        .map(String::strip)
                        .filter(tag -> tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\""))
                        .map(tag -> tag.substring(1, tag.length() - 1))
                        .collect(Collectors.toSet()),
                false);
    }

    /** What stands in the header {@code ETag}: it changes with every change of the resource, its status included. */
    public static String tagOf(HasMetadata resource) {
        return "\"" + resource.getMetadata().getResourceVersion() + "\"";
    }

    boolean fits(HasMetadata live) {
        return any || revisions.contains(live.getMetadata().getResourceVersion());
    }
}
