package io.millwright.runtime.historian;

/** Whether a tenant's database takes writes. */
public sealed interface Reachability {

    record Writable() implements Reachability {}

    /** The server did not answer or is not taking anybody: its other tenants are probably no better off. */
    record Unreachable(String sentence) implements Reachability {}

    /** The server answered, and this tenant may not, or cannot, write. */
    record Refused(String sentence) implements Reachability {}
}
