package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Address;
import io.millwright.embeddedkubernetes.objects.Refusals;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.TooOldException;
import java.time.Duration;

/** Watches of collections. */
final class Watches {

    /** Kubernetes ends watches after 30 to 60 minutes; clients open them again. */
    private static final Duration LONGEST = Duration.ofMinutes(40);

    private final Store store;

    Watches(Store store) {
        this.store = store;
    }

    Answer watch(Address address, Request request, Negotiation form) {
        ListOptions options = ListOptions.of(request);
        String version = request.option("resourceVersion");
        if (!version.chars().allMatch(Character::isDigit)) {
            throw Refusals.internal("resourceVersion: Invalid value: \"" + version + "\": strconv.ParseUint: parsing \""
                    + version + "\": invalid syntax");
        }
        options.check(true);
        Served served = address.served();
        boolean initialEvents = options.sendInitialEvents() || options.revision() == 0;
        WatchStream.Interest interest = new WatchStream.Interest(
                served,
                address.namespace(),
                Lists.selector(served, request),
                form,
                Lists.include(request),
                request.flag("allowWatchBookmarks"),
                options.sendInitialEvents() && request.flag("allowWatchBookmarks"));
        Duration timeout = options.timeoutSeconds() > 0 ? Duration.ofSeconds(options.timeoutSeconds()) : LONGEST;
        String contentType = "application/json";
        if (initialEvents && !options.sendInitialEventsRefused()) {
            String namespace = address.namespace().isEmpty() ? null : address.namespace();
            Store.Started started = store.watchFromNow(served.storage(), namespace);
            return new Answer.Stream(
                    contentType,
                    new WatchStream(
                            store,
                            started.watcher(),
                            interest,
                            started.listing().objects(),
                            started.listing().revision(),
                            timeout));
        }
        try {
            long after = options.revision() == 0 ? store.revision() : options.revision();
            return new Answer.Stream(
                    contentType,
                    new WatchStream(store, store.watch(served.storage(), after), interest, null, 0, timeout));
        } catch (TooOldException e) {
            Refusal gone = new Refusal(
                    410, "Expired", "too old resource version: " + options.revision() + " (" + e.oldest() + ")", null);
            return new Answer.Stream(
                    contentType, out -> WatchStream.frame(out, "ERROR", Json.bytes(Answer.status(gone))));
        }
    }
}
