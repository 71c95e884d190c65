package io.millwright.embeddedkubernetes.store;

import org.jspecify.annotations.Nullable;

/**
 * One change.
 *
 * @param object what it is now; of a removal, what it was last, at the revision of the removal
 * @param previous what it was; null for what is new
 */
public record Event(
        boolean removed, Stored object, @Nullable Stored previous) {

    public long revision() {
        return object.revision();
    }
}
