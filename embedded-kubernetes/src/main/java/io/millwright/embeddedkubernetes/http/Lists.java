package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Address;
import io.millwright.embeddedkubernetes.objects.Refusals;
import io.millwright.embeddedkubernetes.objects.Selector;
import io.millwright.embeddedkubernetes.objects.Versions;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.store.Listing;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import io.millwright.embeddedkubernetes.store.TooOldException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists and watches of collections. */
final class Lists {

    /** Kubernetes ends watches after 30 to 60 minutes; clients open them again. */
    private static final Duration WATCH = Duration.ofMinutes(40);

    private static final byte[] COMMA = {','};

    private final Store store;

    Lists(Store store) {
        this.store = store;
    }

    /** A page of a collection, with where the next begins. */
    record Page(List<Stored> objects, long revision, String next, long remaining) {}

    Page page(Address address, Selector selector, Request request) {
        ListOptions options = ListOptions.of(request);
        options.check(false);
        Served served = address.served();
        String namespace = address.namespace().isEmpty() ? null : address.namespace();
        Listing listing = listing(served, namespace, options);
        String from = options.token() == null ? "" : options.token().start();
        List<Stored> matching = new ArrayList<>();
        for (Stored stored : listing.objects()) {
            if (path(stored).compareTo(from) >= 0 && selector.matches(stored)) {
                matching.add(stored);
            }
        }
        long limit = options.effectiveLimit();
        if (limit <= 0 || matching.size() <= limit) {
            return new Page(matching, listing.revision(), "", 0);
        }
        List<Stored> page = matching.subList(0, (int) limit);
        String next = new ListOptions.Token(listing.revision(), path(page.getLast()) + "\0").encoded();
        return new Page(page, listing.revision(), next, selector.everything() ? matching.size() - limit : 0);
    }

    private static String path(Stored stored) {
        return stored.key().namespace() + "/" + stored.key().name();
    }

    private Listing listing(Served served, @Nullable String namespace, ListOptions options) {
        ListOptions.Token token = options.token();
        long exact = token != null ? token.revision() : options.exact() ? options.revision() : 0;
        if (options.revision() > store.revision()) {
            ObjectNode details = Json.object();
            details.putArray("causes")
                    .addObject()
                    .put("reason", "ResourceVersionTooLarge")
                    .put("message", "Too large resource version");
            details.put("retryAfterSeconds", 1);
            throw new Refusal(
                    504,
                    "Timeout",
                    "Timeout: Too large resource version: " + options.revision() + ", current: " + store.revision(),
                    details);
        }
        if (exact <= 0) {
            return store.list(served.storage(), namespace);
        }
        try {
            return store.listAt(served.storage(), namespace, exact);
        } catch (TooOldException e) {
            if (token == null) {
                throw new Refusal(410, "Expired", "The resourceVersion for the provided list is too old.", null);
            }
            throw new Refusal(
                    410,
                    "Expired",
                    "The provided continue parameter is too old to display a consistent list result. You can start a"
                            + " new list without the continue parameter.",
                    null);
        }
    }

    Answer list(Address address, Request request, Negotiation form) {
        Served served = address.served();
        Selector selector = selector(served, request);
        Page page = page(address, selector, request);
        if (form == Negotiation.JSON) {
            return new Answer.Body(200, "application/json", json(served, page), List.of());
        }
        List<ObjectNode> objects =
                page.objects.stream().map(s -> Versions.read(served, s)).toList();
        ObjectNode metadata = metadata(page, false);
        return switch (form) {
            case TABLE -> Answer.json(200, Shapes.table(served, objects, metadata, include(request), true));
            case METADATA_LIST -> {
                ObjectNode list =
                        Json.object().put("kind", "PartialObjectMetadataList").put("apiVersion", "meta.k8s.io/v1");
                list.set("metadata", metadata);
                ArrayNode items = list.putArray("items");
                objects.forEach(o -> items.add(Shapes.partial(o)));
                yield Answer.json(200, list);
            }
            case METADATA ->
                throw new Refusal(
                        406,
                        "NotAcceptable",
                        "you requested PartialObjectMetadata, but the requested object is a list (*core."
                                + served.type().listKind() + ")",
                        null);
            default -> new Answer.Body(200, "application/yaml", Json.yaml(Json.parse(json(served, page))), List.of());
        };
    }

    static String include(Request request) {
        String include = request.option("includeObject");
        Shapes.checkInclude(include);
        return include;
    }

    static Selector selector(Served served, Request request) {
        return Selector.of(served, request.option("labelSelector"), request.option("fieldSelector"));
    }

    private static ObjectNode metadata(Page page, boolean custom) {
        ObjectNode metadata = Json.object();
        if (custom || !page.next.isEmpty()) {
            metadata.put("continue", page.next);
        }
        if (page.remaining > 0) {
            metadata.put("remainingItemCount", page.remaining);
        }
        return metadata.put("resourceVersion", Long.toString(page.revision));
    }

    /** The list as text, made of the stored texts; items of built-in kinds come without kind and apiVersion. */
    static byte[] json(Served served, Page page) {
        boolean custom = served.type().custom();
        String head = "{\"kind\":\"" + served.type().listKind() + "\",\"apiVersion\":\"" + served.apiVersion()
                + "\",\"metadata\":" + metadata(page, custom) + ",\"items\":[";
        byte[] type = ("{\"kind\":\"" + served.type().kind() + "\",\"apiVersion\":\"" + served.apiVersion() + "\",")
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
        out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        boolean first = true;
        for (Stored stored : page.objects) {
            if (!first) {
                out.writeBytes(COMMA);
            }
            first = false;
            byte[] json = Versions.json(served, stored);
            if (!custom && startsWith(json, type)) {
                out.write('{');
                out.write(json, type.length, json.length - type.length);
            } else {
                out.writeBytes(json);
            }
        }
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static boolean startsWith(byte[] text, byte[] prefix) {
        return text.length >= prefix.length
                && java.util.Arrays.equals(text, 0, prefix.length, prefix, 0, prefix.length);
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
                selector(served, request),
                form,
                include(request),
                request.flag("allowWatchBookmarks"),
                options.sendInitialEvents() && request.flag("allowWatchBookmarks"));
        Duration timeout = options.timeoutSeconds() > 0 ? Duration.ofSeconds(options.timeoutSeconds()) : WATCH;
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

    /** What a list or watch is asked to be. */
    record ListOptions(
            String version, String match, String limit, String continuation, String timeout, String initialEvents) {

        static ListOptions of(Request request) {
            return new ListOptions(
                    request.option("resourceVersion"),
                    request.option("resourceVersionMatch"),
                    request.option("limit"),
                    request.option("continue"),
                    request.option("timeoutSeconds"),
                    request.option("sendInitialEvents"));
        }

        /** Where a list goes on: from which key, as of which revision. */
        record Token(long revision, String start) {
            String encoded() {
                ObjectNode json = Json.object()
                        .put("v", "meta.k8s.io/v1")
                        .put("rv", revision)
                        .put("start", start);
                return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
            }
        }

        void check(boolean watch) {
            List<FieldError> errors = new ArrayList<>();
            if (!initialEvents.isEmpty()) {
                if (!watch) {
                    if (!match.isEmpty() && version.isEmpty()) {
                        errors.add(forbidden(
                                "resourceVersionMatch",
                                "resourceVersionMatch is forbidden unless resourceVersion is provided"));
                    }
                    errors.add(forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
                } else if (!match.equals("NotOlderThan")) {
                    errors.add(forbidden(
                            "resourceVersionMatch",
                            "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
                }
            } else if (!match.isEmpty()) {
                if (watch) {
                    errors.add(forbidden(
                            "resourceVersionMatch",
                            "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
                } else {
                    checkMatch(errors);
                }
            }
            if (!errors.isEmpty()) {
                throw Refusals.invalid("meta.k8s.io", "ListOptions", "", errors);
            }
            if (!limit.isEmpty()) {
                number(limit, "strconv.ParseInt");
            }
            if (!continuation.isEmpty() && !version.isEmpty() && !version.equals("0")) {
                throw Refusals.badRequest("specifying resource version is not allowed when using continue");
            }
            revision();
        }

        private void checkMatch(List<FieldError> errors) {
            if (version.isEmpty()) {
                errors.add(forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch is forbidden unless resourceVersion is provided"));
            }
            if (!continuation.isEmpty()) {
                errors.add(forbidden(
                        "resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
            }
            if (!match.equals("Exact") && !match.equals("NotOlderThan")) {
                errors.add(new FieldError(
                        "FieldValueNotSupported",
                        "resourceVersionMatch",
                        "Unsupported value: \"" + match + "\": supported values: \"Exact\", \"NotOlderThan\", \"\""));
            }
            if (match.equals("Exact") && version.equals("0")) {
                errors.add(forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
            }
        }

        private static FieldError forbidden(String field, String sentence) {
            return new FieldError("FieldValueForbidden", field, "Forbidden: " + sentence);
        }

        boolean sendInitialEvents() {
            return initialEvents.equals("true");
        }

        boolean sendInitialEventsRefused() {
            return initialEvents.equals("false");
        }

        boolean exact() {
            return match.equals("Exact");
        }

        /** A list of any version comes from Kubernetes' cache, which knows no pages. */
        long effectiveLimit() {
            return version.equals("0") || limit.isEmpty() ? 0 : number(limit, "strconv.ParseInt");
        }

        long timeoutSeconds() {
            return timeout.isEmpty() ? 0 : number(timeout, "strconv.ParseInt");
        }

        long revision() {
            if (version.isEmpty()) {
                return 0;
            }
            try {
                return Long.parseUnsignedLong(version);
            } catch (NumberFormatException e) {
                throw Refusals.badRequest("invalid resource version: resourceVersion: Invalid value: \"" + version
                        + "\": strconv.ParseUint: parsing \"" + version + "\": invalid syntax");
            }
        }

        @Nullable
        Token token() {
            if (continuation.isEmpty()) {
                return null;
            }
            JsonNode json;
            try {
                json = Json.parse(Base64.getUrlDecoder().decode(continuation));
            } catch (JacksonException | IllegalArgumentException e) {
                throw Refusals.badRequest(
                        "invalid continue token: continue key is not valid: it is no token of this server");
            }
            String format = Json.text(json, "v");
            if (!format.equals("meta.k8s.io/v1")) {
                throw Refusals.badRequest(
                        "invalid continue token: continue key is not valid: server does not recognize this encoded"
                                + " version "
                                + format);
            }
            String start = Json.text(json, "start");
            if (start.isEmpty()) {
                throw Refusals.badRequest(
                        "invalid continue token: continue key is not valid: encoded start key empty (version"
                                + " meta.k8s.io/v1)");
            }
            return new Token(Json.number(json, "rv"), start);
        }

        private static long number(String text, String function) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw Refusals.badRequest(function + ": parsing \"" + text + "\": invalid syntax");
            }
        }
    }
}
