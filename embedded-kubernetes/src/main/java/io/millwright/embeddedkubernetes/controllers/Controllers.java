package io.millwright.embeddedkubernetes.controllers;

import io.millwright.embeddedkubernetes.objects.Objects;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.store.Event;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import io.millwright.embeddedkubernetes.store.Watcher;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that sees every change and lets each controller do what follows from it, in the order of the changes. */
public final class Controllers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Watcher watcher;
    private final DefinitionController definitions;
    private final NamespaceController namespaces;
    private final GarbageCollector collector;
    private final EventExpiry events;
    private final Thread thread;

    /** Definitions that are there already are served when this returns. */
    public Controllers(Store store, Registry registry, Objects objects, Clock clock) {
        Writes writes = new Writes(store, registry, objects, "kube-controller-manager");
        definitions = new DefinitionController(
                store, registry, new Writes(store, registry, objects, "kube-apiserver"), clock);
        namespaces = new NamespaceController(store, writes, clock);
        events = new EventExpiry(store, writes, clock);
        collector = new GarbageCollector(store, registry, writes);
        watcher = store.watchAll();
        definitions.serveAll();
        thread = Thread.ofPlatform().daemon().name("kubernetes-controllers").unstarted(() -> run(store));
    }

    public void start() {
        thread.start();
    }

    private void run(Store store) {
        for (Stored stored : store.everything()) {
            collector.learn(stored);
        }
        for (Stored stored : store.everything()) {
            guarded(() -> handle(new Event(false, stored, null)));
        }
        try {
            while (!watcher.ended()) {
                Event event = watcher.next(IDLE);
                if (event != null) {
                    guarded(() -> handle(event));
                }
                if (watcher.idle()) {
                    guarded(events::expire);
                    guarded(namespaces::settle);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(Event event) {
        definitions.handle(event);
        namespaces.handle(event);
        collector.handle(event);
    }

    /** One object that cannot be handled must not end the handling of all others. */
    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("a controller failed", e);
        }
    }

    @Override
    public void close() {
        watcher.close();
        thread.interrupt();
    }
}
