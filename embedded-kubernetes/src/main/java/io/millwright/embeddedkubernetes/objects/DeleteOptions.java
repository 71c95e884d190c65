package io.millwright.embeddedkubernetes.objects;

/**
 * How a deletion is meant.
 *
 * @param propagation Background, Foreground, Orphan, or empty for the kind's default
 * @param uid the precondition, or empty
 * @param resourceVersion the precondition, or empty
 */
public record DeleteOptions(boolean dryRun, String propagation, String uid, String resourceVersion) {

    public static final DeleteOptions BACKGROUND = new DeleteOptions(false, "Background", "", "");
}
