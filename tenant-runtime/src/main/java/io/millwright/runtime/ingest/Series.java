package io.millwright.runtime.ingest;

import org.jspecify.annotations.Nullable;

/** A tag of a device as one writer knows it. Not thread-safe: devices belong to one writer each. */
final class Series {

    final String device;
    final String tag;
    String site;

    @Nullable
    String unit;

    int kind;
    /** 0 until the database has given one. */
    long id;

    /** The site, unit or kind differ from what the database has. */
    boolean changed;

    /** Index of its newest point in the pass {@link #lastPass}. */
    int last;

    long lastPass;

    Series(String device, String tag, String site, @Nullable String unit, int kind) {
        this.device = device;
        this.tag = tag;
        this.site = site;
        this.unit = unit;
        this.kind = kind;
    }

    /** A message without a unit does not take the one away that another gave. */
    void described(String newSite, @Nullable String newUnit, int newKind) {
        if (kind != newKind) {
            kind = newKind;
            changed = true;
        }
        if (newUnit != null && !newUnit.equals(unit)) {
            unit = newUnit;
            changed = true;
        }
        if (!site.equals(newSite)) {
            site = newSite;
            changed = true;
        }
    }
}
