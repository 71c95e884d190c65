package io.millwright.embeddedkubernetes.store;

import io.millwright.embeddedkubernetes.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * All objects, with one revision counter over all of them. A write happens only if the object is still the one its
 * writer has read; it is in the journal before anybody sees it. The lock is held for a map entry and a journal line,
 * never for validation or serialisation of other objects.
 */
public final class Store implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
    private final List<Watcher> all = new CopyOnWriteArrayList<>();
    private final @Nullable Journal journal;
    /** Begins above 1, so that nobody can watch from before the beginning. */
    private volatile long revision = 2;

    private final long firstRevision;

    /** @param directory where the journal lies; null keeps everything in memory only */
    public Store(@Nullable Path directory) {
        this.journal = directory == null ? null : new Journal(directory);
        if (journal != null) {
            revision = Math.max(2, journal.load((key, stored) -> {
                Map<String, Stored> objects = shelf(key.resource()).objects;
                if (stored == null) {
                    objects.remove(key.path());
                } else {
                    objects.put(key.path(), stored);
                }
            }));
            shelves.replaceAll((resource, shelf) -> {
                Shelf fresh = new Shelf(revision);
                fresh.objects.putAll(shelf.objects);
                return fresh;
            });
        }
        firstRevision = revision;
    }

    public long revision() {
        return revision;
    }

    public @Nullable Stored get(Key key) {
        Shelf shelf = shelves.get(key.resource());
        return shelf == null ? null : shelf.objects.get(key.path());
    }

    /** @param namespace null for all */
    public Listing list(String resource, @Nullable String namespace) {
        return locked(() -> new Listing(new ArrayList<>(shelf(resource).in(namespace)), revision));
    }

    /** The same as it was at an earlier revision. */
    public Listing listAt(String resource, @Nullable String namespace, long at) throws TooOldException {
        lock.lock();
        try {
            return new Listing(new ArrayList<>(shelf(resource).at(at, namespace)), at);
        } finally {
            lock.unlock();
        }
    }

    /** Everything that lies in that namespace. */
    public List<Stored> contents(String namespace) {
        List<Stored> found = new ArrayList<>();
        shelves.values().forEach(shelf -> found.addAll(shelf.in(namespace)));
        return found;
    }

    /** Whether there is any object of that resource. */
    public boolean holds(String resource) {
        Shelf shelf = shelves.get(resource);
        return shelf != null && !shelf.objects.isEmpty();
    }

    /** Every object there is; for what has to look at all of them once, at the start. */
    public List<Stored> everything() {
        return locked(() -> {
            List<Stored> found = new ArrayList<>();
            shelves.values().forEach(shelf -> found.addAll(shelf.objects.values()));
            return found;
        });
    }

    /**
     * Stores the object under the next revision, which is put into its metadata.
     *
     * @param expected what the writer has read; null for what must not exist
     * @return what is stored now; null, and nothing done, when somebody else was quicker
     */
    public @Nullable Stored put(Key key, ObjectNode object, @Nullable Stored expected) {
        return locked(() -> {
            Shelf shelf = shelf(key.resource());
            if (shelf.objects.get(key.path()) != expected) {
                return null;
            }
            Stored stored = next(key, object);
            if (journal != null) {
                journal.put(stored);
            }
            shelf.objects.put(key.path(), stored);
            publish(shelf, new Event(false, stored, expected));
            return stored;
        });
    }

    /**
     * Removes the object.
     *
     * @return what it was last, at the revision of its removal; null, and nothing done, when somebody else was quicker
     */
    public @Nullable Stored remove(Stored expected) {
        ObjectNode last = expected.object();
        return locked(() -> {
            Key key = expected.key();
            Shelf shelf = shelf(key.resource());
            if (shelf.objects.get(key.path()) != expected) {
                return null;
            }
            Stored gone = next(key, last);
            if (journal != null) {
                journal.remove(key, gone.revision());
            }
            shelf.objects.remove(key.path());
            publish(shelf, new Event(true, gone, expected));
            return gone;
        });
    }

    private Stored next(Key key, ObjectNode object) {
        long next = revision + 1;
        Json.metadata(object).put("resourceVersion", Long.toString(next));
        return new Stored(key, object, next, Json.bytes(object));
    }

    private void publish(Shelf shelf, Event event) {
        revision = event.revision();
        shelf.publish(event);
        all.forEach(watcher -> watcher.offer(event));
        if (journal != null) {
            journal.compactIfWorthwhile(this::everything, revision);
        }
    }

    /** Events of one resource after a revision. */
    public Watcher watch(String resource, long after) throws TooOldException {
        lock.lock();
        try {
            Shelf shelf = shelf(resource);
            Watcher watcher = new Watcher(Watcher.CLIENT, shelf.watchers::remove);
            shelf.replay(after, watcher);
            shelf.watchers.add(watcher);
            return watcher;
        } finally {
            lock.unlock();
        }
    }

    /** What is there, and all events of the resource from then on. */
    public Started watchFromNow(String resource, @Nullable String namespace) {
        return locked(() -> {
            Shelf shelf = shelf(resource);
            Watcher watcher = new Watcher(Watcher.CLIENT, shelf.watchers::remove);
            shelf.watchers.add(watcher);
            return new Started(new Listing(new ArrayList<>(shelf.in(namespace)), revision), watcher);
        });
    }

    /** A watch with what it starts from. */
    public record Started(Listing listing, Watcher watcher) {}

    /** Events of all resources from now on, for a reader inside this server, which must not miss any. */
    public Watcher watchAll() {
        return locked(() -> {
            Watcher watcher = new Watcher(Integer.MAX_VALUE, all::remove);
            all.add(watcher);
            return watcher;
        });
    }

    /** The revision up to which the watcher's reader has seen everything; zero while events wait for it and once it misses some. */
    public long seenBy(Watcher watcher) {
        return locked(() -> watcher.idle() && !watcher.ended() ? revision : 0L);
    }

    /** Ends the watches of a resource that is no longer served. */
    public void endWatches(Set<String> resources) {
        resources.forEach(resource -> {
            Shelf shelf = shelves.get(resource);
            if (shelf != null) {
                shelf.watchers.forEach(Watcher::end);
            }
        });
    }

    private Shelf shelf(String resource) {
        return shelves.computeIfAbsent(resource, r -> new Shelf(firstRevision));
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all watches and writes everything through to the disk. */
    @Override
    public void close() {
        locked(() -> {
            shelves.values().forEach(shelf -> shelf.watchers.forEach(Watcher::end));
            all.forEach(Watcher::end);
            if (journal != null) {
                journal.close();
            }
            return true;
        });
    }
}
