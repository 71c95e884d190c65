package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Selector;
import io.millwright.embeddedkubernetes.objects.Versions;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.store.Event;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import io.millwright.embeddedkubernetes.store.Watcher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes the events that one watch is interested in, in the form that it asked for. */
final class WatchStream implements Answer.Writing {

    private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(60);

    /** kubectl complains of a watch that it ends itself within a second when nothing at all has come by then. */
    private static final Duration FIRST_BOOKMARK = Duration.ofMillis(300);

    /** So that clients that resume have something recent to resume from, Kubernetes sends one before it ends a watch. */
    private static final Duration LAST_BOOKMARK = Duration.ofSeconds(2);

    private final Store store;
    private final Watcher watcher;
    private final Interest interest;
    private final @Nullable List<Stored> initial;
    private final long initialRevision;
    private final Instant begun;
    private final Instant end;
    private boolean first = true;

    /** What a watch wants to see. */
    record Interest(
            Served served,
            String namespace,
            Selector selector,
            Negotiation form,
            String include,
            boolean bookmarks,
            boolean initialEventsEnd) {}

    WatchStream(
            Store store,
            Watcher watcher,
            Interest interest,
            @Nullable List<Stored> initial,
            long initialRevision,
            Duration timeout) {
        this.store = store;
        this.watcher = watcher;
        this.interest = interest;
        this.initial = initial;
        this.initialRevision = initialRevision;
        this.begun = Instant.now();
        this.end = begun.plus(timeout);
    }

    @Override
    public void to(OutputStream out) throws IOException, InterruptedException {
        try (watcher) {
            if (initial != null) {
                for (Stored stored : initial) {
                    if (relevant(stored)) {
                        write(out, "ADDED", stored, 0);
                    }
                }
                if (interest.initialEventsEnd) {
                    bookmark(out, initialRevision, true);
                }
            }
            out.flush();
            follow(out);
        }
    }

    private void follow(OutputStream out) throws IOException, InterruptedException {
        Instant bookmark = begun.plus(FIRST_BOOKMARK);
        while (!watcher.ended()) {
            Instant now = Instant.now();
            if (!now.isBefore(end)) {
                return;
            }
            Instant wake = interest.bookmarks && bookmark.isBefore(end) ? bookmark : end;
            Event event = watcher.next(Duration.between(now, wake));
            if (event != null) {
                write(out, event);
                if (watcher.idle()) {
                    out.flush();
                }
            } else if (interest.bookmarks && !Instant.now().isBefore(bookmark)) {
                long seen = store.seenBy(watcher);
                if (seen > 0) {
                    bookmark(out, seen, false);
                    out.flush();
                    bookmark = nextBookmark(Instant.now());
                }
            }
        }
    }

    /**
     * That nobody listens any more shows only in writing, and an abandoned connection weighs 100 KB. A watch that is still young is
     * the likeliest to be left: as long as it has lasted, so long it waits, up to the usual.
     */
    private Instant nextBookmark(Instant now) {
        Instant last = end.minus(LAST_BOOKMARK);
        Duration age = Duration.between(begun, now);
        Instant regular = now.plus(age.compareTo(BOOKMARK_EVERY) < 0 ? age : BOOKMARK_EVERY);
        return now.isBefore(last) && last.isBefore(regular) ? last : regular;
    }

    private boolean relevant(Stored stored) {
        return (interest.namespace.isEmpty()
                        || interest.namespace.equals(stored.key().namespace()))
                && interest.selector.matches(stored);
    }

    /** To one who watches by a selector, an object that leaves it is deleted and one that enters it is added. */
    private void write(OutputStream out, Event event) throws IOException {
        Stored previous = event.previous();
        boolean was = previous != null && relevant(previous);
        boolean is = !event.removed() && relevant(event.object());
        if (is) {
            write(out, was ? "MODIFIED" : "ADDED", event.object(), 0);
        } else if (was && previous != null) {
            if (event.removed()) {
                write(out, "DELETED", event.object(), 0);
            } else {
                write(out, "DELETED", previous, event.revision());
            }
        }
    }

    private void write(OutputStream out, String type, Stored stored, long revision) throws IOException {
        byte[] object;
        if (interest.form == Negotiation.JSON && revision == 0) {
            object = Versions.json(interest.served, stored);
        } else {
            ObjectNode tree = Versions.read(interest.served, stored);
            if (revision > 0) {
                Json.metadata(tree).put("resourceVersion", Long.toString(revision));
            }
            object = Json.bytes(shaped(tree));
        }
        frame(out, type, object);
    }

    private ObjectNode shaped(ObjectNode tree) {
        return switch (interest.form) {
            case TABLE -> {
                ObjectNode metadata =
                        Json.object().put("resourceVersion", Json.text(tree, "metadata", "resourceVersion"));
                ObjectNode table = Shapes.table(interest.served, List.of(tree), metadata, interest.include, first);
                first = false;
                yield table;
            }
            case METADATA, METADATA_LIST -> Shapes.partial(tree);
            default -> tree;
        };
    }

    private void bookmark(OutputStream out, long revision, boolean initialEventsEnd) throws IOException {
        ObjectNode object = Json.object()
                .put("kind", interest.served.type().kind())
                .put("apiVersion", interest.served.apiVersion());
        ObjectNode metadata = object.putObject("metadata").put("resourceVersion", Long.toString(revision));
        if (initialEventsEnd) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        if (interest.form == Negotiation.TABLE) {
            ObjectNode table = Shapes.table(interest.served, List.of(), metadata, "None", false);
            frame(out, "BOOKMARK", Json.bytes(table));
        } else if (interest.form == Negotiation.METADATA || interest.form == Negotiation.METADATA_LIST) {
            frame(out, "BOOKMARK", Json.bytes(Shapes.partial(object)));
        } else {
            frame(out, "BOOKMARK", Json.bytes(object));
        }
    }

    static void frame(OutputStream out, String type, byte[] object) throws IOException {
        out.write(("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.UTF_8));
        out.write(object);
        out.write("}\n".getBytes(StandardCharsets.UTF_8));
    }
}
