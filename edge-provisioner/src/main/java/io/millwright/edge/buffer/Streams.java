package io.millwright.edge.buffer;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/** The streams of a buffer: the last is written to, those before it are what an older buffer left. Changed as a copy. */
final class Streams {

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int NAME_LENGTH = 13;

    private final TreeMap<Long, StreamRow> rows = new TreeMap<>();

    Streams(Collection<StreamRow> rows) {
        rows.forEach(row -> this.rows.put(row.number(), row));
    }

    Streams copy() {
        return new Streams(rows.values());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Collection<StreamRow> all() {
        return rows.values();
    }

    StreamRow current() {
        return rows.lastEntry().getValue();
    }

    Optional<StreamRow> named(String name) {
        return rows.values().stream().filter(row -> row.name().equals(name)).findFirst();
    }

    Optional<StreamRow> numbered(long number) {
        return Optional.ofNullable(rows.get(number));
    }

    StreamRow put(StreamRow row) {
        rows.put(row.number(), row);
        return row;
    }

    void remove(StreamRow row) {
        rows.remove(row.number());
    }

    /** 65 random bits: no two buffers of a device share a name. */
    StreamRow begin(SecureRandom random) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < NAME_LENGTH; i++) {
            name.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return put(new StreamRow(rows.isEmpty() ? 1 : rows.lastKey() + 1, name.toString(), 1, 0, 0, 0));
    }

    long messages() {
        return rows.values().stream().mapToLong(StreamRow::messages).sum();
    }

    long bytes() {
        return rows.values().stream().mapToLong(StreamRow::bytes).sum();
    }
}
