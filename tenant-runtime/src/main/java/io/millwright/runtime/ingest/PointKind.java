package io.millwright.runtime.ingest;

/** What a value was written as: column {@code kind} of {@code sample}, {@code series_last} and {@code series}. */
final class PointKind {

    static final int REAL = 0;

    static final int INTEGER = 1;

    static final int TRUTH = 2;

    static final int TEXT = 3;

    private PointKind() {}
}
