package io.millwright.quickstart.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does the same to everything in a list, so many at once, in the list's order. */
final class InParallel {

    private InParallel() {}

    /** The first failure is thrown, after the rest. */
    static <T> void forEach(List<T> list, int threads, Consumer<T> action) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            list.forEach(item -> running.add(pool.submit(() -> action.accept(item))));
        }
        for (Future<?> done : running) {
            done.get();
        }
    }
}
