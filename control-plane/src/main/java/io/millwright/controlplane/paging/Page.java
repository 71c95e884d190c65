package io.millwright.controlplane.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next cursor of the next page; absent on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** @param rows in order; one more than the limit if there are more */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, String> key) {
        if (rows.size() <= request.limit()) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> items = List.copyOf(rows.subList(0, request.limit()));
        return new Page<>(items, PageRequest.cursor(key.apply(items.getLast())));
    }

    /** Of a whole list in memory, ordered by that key. */
    public static <T> Page<T> ofAll(List<T> all, PageRequest request, Function<T, String> key) {
        List<T> rows = all.stream()
                .filter(row -> key.apply(row).compareTo(request.after()) > 0)
                .limit(request.limit() + 1L)
                .toList();
        return of(rows, request, key);
    }
}
