package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.access.Callers;
import io.millwright.embeddedkubernetes.access.Gate;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Address;
import io.millwright.embeddedkubernetes.objects.Objects;
import io.millwright.embeddedkubernetes.objects.Refusals;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.PodLogs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Finds what a path is about. */
final class Router {

    private final Registry registry;
    private final Discovery discovery;
    private final Resources resources;

    private final OpenApiPages openApi;

    Router(Registry registry, Objects objects, PodLogs logs, Gate gate, Callers callers) {
        this.registry = registry;
        this.discovery = new Discovery(registry);
        this.resources = new Resources(objects, logs, gate, callers);
        this.openApi = new OpenApiPages(registry);
    }

    Answer answer(Request request) {
        List<String> path = request.segments();
        if (path.isEmpty()) {
            return Answer.pageNotFound();
        }
        return switch (path.getFirst()) {
            case "livez", "readyz", "healthz" -> Answer.text(200, "ok");
            case "version" -> Answer.json(200, version());
            case "api" ->
                path.size() == 1
                        ? discovered(request, discovery.core(), true)
                        : grouped(request, "", path.subList(1, path.size()));
            case "apis" -> {
                if (path.size() == 1) {
                    yield discovered(request, discovery.groupList(), false);
                }
                String group = path.get(1);
                yield path.size() == 2
                        ? found(request, discovery.group(group))
                        : grouped(request, group, path.subList(2, path.size()));
            }
            case "openapi" -> openApi.answer(request);
            default -> Answer.pageNotFound();
        };
    }

    private static ObjectNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "36")
                .put("gitVersion", "v1.36.0-millwright")
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-11-01T00:00:00Z")
                .put("goVersion", "none")
                .put("compiler", "javac")
                .put("platform", "jvm");
    }

    private Answer discovered(Request request, ObjectNode plain, boolean core) {
        if (!request.method().equals("GET")) {
            throw Refusals.methodNotAllowed();
        }
        if (Negotiation.of(request.header("Accept"), false, true) == Negotiation.AGGREGATED) {
            return new Answer.Body(200, Discovery.AGGREGATED, Json.bytes(discovery.aggregated(core)), List.of());
        }
        return Answer.json(200, plain);
    }

    private static Answer found(Request request, @Nullable ObjectNode discovered) {
        if (discovered == null) {
            return Answer.pageNotFound();
        }
        if (!request.method().equals("GET")) {
            throw Refusals.methodNotAllowed();
        }
        return Answer.json(200, discovered);
    }

    /** @param rest version, then what follows it */
    private Answer grouped(Request request, String group, List<String> rest) {
        String version = rest.getFirst();
        if (rest.size() == 1) {
            ObjectNode listed = discovery.resources(group, version);
            return listed == null ? unknown(group) : found(request, listed);
        }
        if (rest.get(1).equals("watch") && rest.size() > 2) {
            // The old way to ask for a watch.
            request.query().put("watch", List.of("true"));
            List<String> watched = new ArrayList<>(rest);
            watched.remove(1);
            return grouped(request, group, watched);
        }
        Address address = address(group, version, rest.subList(1, rest.size()));
        if (address == null || deletesEverywhere(address, request)) {
            return unknown(group);
        }
        return resources.answer(address, request);
    }

    /** Collections can be listed and watched, but not deleted or created across namespaces. */
    private static boolean deletesEverywhere(Address address, Request request) {
        return address.served().type().namespaced()
                && address.namespace().isEmpty()
                && !request.method().equals("GET");
    }

    /** Custom resources are served by other code than built-in ones, and it answers otherwise. */
    private Answer unknown(String group) {
        if (discovery.isCustom(group)) {
            return Answer.pageNotFound();
        }
        throw Refusals.notServed();
    }

    private @Nullable Address address(String group, String version, List<String> rest) {
        boolean scoped = rest.getFirst().equals("namespaces") && rest.size() > 2;
        if (scoped) {
            Served own = registry.find(group, version, "namespaces");
            if (own != null && rest.size() == 3 && List.of("status", "finalize").contains(rest.get(2))) {
                return new Address(own, "", rest.get(1), rest.get(2));
            }
        }
        String namespace = scoped ? rest.get(1) : "";
        List<String> named = scoped ? rest.subList(2, rest.size()) : rest;
        Served served = registry.find(group, version, named.getFirst());
        if (served == null
                || named.size() > 3
                || scoped != served.type().namespaced() && (scoped || named.size() > 1)) {
            return null;
        }
        String name = named.size() > 1 ? named.get(1) : "";
        String subresource = named.size() > 2 ? named.get(2) : "";
        if (isServed(served, subresource)) {
            return new Address(served, namespace, name, subresource);
        }
        if (served.type().custom()) {
            throw Refusals.notFound(served, name);
        }
        return null;
    }

    private static boolean isServed(Served served, String subresource) {
        return switch (subresource) {
            case "" -> true;
            case "status" -> served.type().hasStatus();
            case "scale" -> served.type().scale() != null;
            case "token" -> served.storage().equals("/serviceaccounts");
            case "log" -> served.storage().equals("/pods");
            default -> false;
        };
    }
}
