package io.millwright.controlplane.audit;

/**
 * Which entries are looked for.
 *
 * @param text stands in the actor, the action or the object, in whatever case; empty for any
 * @param outcome the whole outcome; empty for any
 */
public record AuditFilter(String text, String outcome) {

    public static final AuditFilter NONE = new AuditFilter("", "");
}
