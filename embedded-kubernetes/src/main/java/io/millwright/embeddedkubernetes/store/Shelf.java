package io.millwright.embeddedkubernetes.store;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** All objects of one resource with their recent history. Everything but {@link #objects} is used under the store's lock. */
final class Shelf {

    /** How many events a watch may reach back; an informer that was away longer lists anew. */
    private static final int HISTORY = 4_096;

    final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final ArrayDeque<Event> history = new ArrayDeque<>();
    private long forgotten;

    Shelf(long forgotten) {
        this.forgotten = forgotten;
    }

    Collection<Stored> in(@Nullable String namespace) {
        return in(objects, namespace);
    }

    private static Collection<Stored> in(ConcurrentSkipListMap<String, Stored> objects, @Nullable String namespace) {
        // '0' is the character after '/'
        return namespace == null
                ? objects.values()
                : objects.subMap(namespace + "/", namespace + "0").values();
    }

    void publish(Event event) {
        if (history.size() == HISTORY) {
            forgotten = history.removeFirst().revision();
        }
        history.addLast(event);
        watchers.forEach(watcher -> watcher.offer(event));
    }

    /** The objects as they were at an earlier revision: later events are undone, the last first. */
    Collection<Stored> at(long revision, @Nullable String namespace) throws TooOldException {
        if (revision < forgotten) {
            throw new TooOldException(forgotten);
        }
        ConcurrentSkipListMap<String, Stored> then = objects.clone();
        for (Event event : history.reversed()) {
            if (event.revision() > revision) {
                String path = event.object().key().path();
                Stored previous = event.previous();
                if (previous == null) {
                    then.remove(path);
                } else {
                    then.put(path, previous);
                }
            }
        }
        return in(then, namespace);
    }

    void replay(long after, Watcher watcher) throws TooOldException {
        if (after < forgotten) {
            throw new TooOldException(forgotten);
        }
        for (Event event : history) {
            if (event.revision() > after) {
                watcher.offer(event);
            }
        }
    }
}
