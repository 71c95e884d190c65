package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Address;
import io.millwright.embeddedkubernetes.objects.Selector;
import io.millwright.embeddedkubernetes.objects.Versions;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.store.Listing;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import io.millwright.embeddedkubernetes.store.TooOldException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists of collections. */
final class Lists {

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
        String next = new ContinueToken(listing.revision(), path(page.getLast()) + "\0").encoded();
        return new Page(page, listing.revision(), next, selector.everything() ? matching.size() - limit : 0);
    }

    private static String path(Stored stored) {
        return stored.key().namespace() + "/" + stored.key().name();
    }

    private Listing listing(Served served, @Nullable String namespace, ListOptions options) {
        ContinueToken token = options.token();
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
        return text.length >= prefix.length && Arrays.equals(text, 0, prefix.length, prefix, 0, prefix.length);
    }
}
