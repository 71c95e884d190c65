package io.millwright.controlplane.rate;

import io.github.bucket4j.Bucket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A bucket per caller or address; of too many the one that was idle longest is forgotten, and so begins full again. */
public final class Buckets {

    private static final int MOST = 10_000;

    private final Supplier<Bucket> fresh;
    private final Map<String, Bucket> byName = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST;
        }
    };

    public Buckets(Supplier<Bucket> fresh) {
        this.fresh = fresh;
    }

    public synchronized Bucket of(String name) {
        return byName.computeIfAbsent(name, _ -> fresh.get());
    }
}
