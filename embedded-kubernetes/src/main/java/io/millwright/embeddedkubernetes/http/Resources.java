package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.access.Callers;
import io.millwright.embeddedkubernetes.access.Gate;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Address;
import io.millwright.embeddedkubernetes.objects.DeleteOptions;
import io.millwright.embeddedkubernetes.objects.Deletion;
import io.millwright.embeddedkubernetes.objects.Objects;
import io.millwright.embeddedkubernetes.objects.Refusals;
import io.millwright.embeddedkubernetes.objects.Result;
import io.millwright.embeddedkubernetes.objects.Subresources;
import io.millwright.embeddedkubernetes.objects.Versions;
import io.millwright.embeddedkubernetes.objects.WriteOptions;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.PodLogs;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The verbs on objects and collections. */
final class Resources {

    private final Objects objects;
    private final Lists lists;
    private final Watches watches;
    private final Patches patches;
    private final PodLogs logs;
    private final Gate gate;
    private final Callers callers;

    Resources(Objects objects, PodLogs logs, Gate gate, Callers callers) {
        this.objects = objects;
        this.logs = logs;
        this.gate = gate;
        this.callers = callers;
        this.lists = new Lists(objects.store());
        this.watches = new Watches(objects.store());
        this.patches = new Patches(objects);
    }

    Answer answer(Address address, Request request) {
        Served served = address.served();
        if (!served.type().stored()) {
            return Reviews.answer(served, request, gate.roles());
        }
        if (!request.caller().owner()) {
            Asked.by(address, request, objects.store()).forEach(question -> gate.pass(request.caller(), question));
        }
        if (address.subresource().equals("log")) {
            return log(address, request);
        }
        if (address.subresource().equals("token")) {
            return token(address, request);
        }
        boolean collection = address.name().isEmpty();
        return switch (request.method()) {
            case "GET" -> {
                Negotiation form = Negotiation.of(request.header("Accept"), true, false);
                if (request.flag("watch")) {
                    yield watches.watch(named(address, request), request, form);
                }
                yield collection ? lists.list(address, request, form) : get(address, request, form);
            }
            case "POST" -> create(address, request);
            case "PUT" -> replace(address, request);
            case "PATCH" -> {
                if (collection) {
                    throw Refusals.badRequest("name must be provided");
                }
                yield patches.answer(address, request);
            }
            case "DELETE" -> collection ? deleteAll(address, request) : delete(address, request);
            default -> throw Refusals.verbNotSupported(served, "");
        };
    }

    /** Good until this server is closed, whatever was asked for. */
    private Answer token(Address address, Request request) {
        if (!request.method().equals("POST")) {
            throw Refusals.methodNotAllowed();
        }
        objects.get(address);
        ObjectNode answer = Json.object().put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
        answer.putObject("metadata").put("name", address.name()).put("namespace", address.namespace());
        answer.putObject("spec").putArray("audiences");
        answer.putObject("status")
                .put("token", callers.tokenOf(address.namespace(), address.name()))
                .put("expirationTimestamp", "9999-12-31T23:59:59Z");
        return Answer.json(201, answer);
    }

    private Answer log(Address address, Request request) {
        if (!request.method().equals("GET")) {
            throw Refusals.methodNotAllowed();
        }
        objects.get(address);
        String tail = request.option("tailLines");
        PodLogs.Question question = new PodLogs.Question(
                address.namespace(),
                address.name(),
                request.option("container"),
                request.flag("follow"),
                tail.isEmpty() || !tail.chars().allMatch(Character::isDigit) ? -1 : Long.parseLong(tail));
        return new Answer.Stream("text/plain; charset=utf-8", out -> logs.write(question, out));
    }

    /** A watch on one object's path is one on its name. */
    private static Address named(Address address, Request request) {
        if (!address.name().isEmpty()) {
            request.query().put("fieldSelector", List.of("metadata.name=" + address.name()));
        }
        return new Address(address.served(), address.namespace(), "", "");
    }

    private Answer get(Address address, Request request, Negotiation form) {
        Served served = address.served();
        String version = request.option("resourceVersion");
        if (!version.isEmpty() && !version.chars().allMatch(Character::isDigit)) {
            throw Refusals.internal("resourceVersion: Invalid value: \"" + version + "\": strconv.ParseUint: parsing \""
                    + version + "\": invalid syntax");
        }
        Stored stored = objects.get(address);
        if (address.subresource().equals("scale")) {
            ObjectNode scale = Subresources.scale(served, Versions.read(served, stored));
            return Answer.json(200, form == Negotiation.TABLE ? Shapes.scaleTable(scale) : scale);
        }
        if (form == Negotiation.JSON) {
            return new Answer.Body(200, "application/json", Versions.json(served, stored), List.of());
        }
        return shaped(200, served, Versions.read(served, stored), request, form, List.of());
    }

    static Answer shaped(
            int status, Served served, ObjectNode object, Request request, Negotiation form, List<String> warnings) {
        return switch (form) {
            case TABLE -> {
                ObjectNode metadata =
                        Json.object().put("resourceVersion", Json.text(object, "metadata", "resourceVersion"));
                byte[] table =
                        Json.bytes(Shapes.table(served, List.of(object), metadata, Lists.include(request), true));
                yield new Answer.Body(status, "application/json", table, warnings);
            }
            case METADATA -> new Answer.Body(status, "application/json", Json.bytes(Shapes.partial(object)), warnings);
            case METADATA_LIST ->
                throw new Refusal(
                        406,
                        "NotAcceptable",
                        "you requested PartialObjectMetadataList, but the requested object is not a list (*core."
                                + served.type().kind() + ")",
                        null);
            case YAML -> new Answer.Body(status, "application/yaml", Json.yaml(object), warnings);
            default -> new Answer.Body(status, "application/json", Json.bytes(object), warnings);
        };
    }

    private Answer create(Address address, Request request) {
        if (!address.subresource().isEmpty()) {
            throw Refusals.methodNotAllowed();
        }
        Negotiation form = Negotiation.of(request.header("Accept"), true, false);
        WriteOptions options = Options.write(request, "CreateOptions");
        return warned(options, () -> {
            ObjectNode body = Bodies.object(address.served(), request, options);
            Result result = objects.create(address, body, options);
            return shaped(201, address.served(), result.object(), request, form, options.warnings());
        });
    }

    private Answer replace(Address address, Request request) {
        if (address.name().isEmpty()) {
            throw Refusals.badRequest("name must be provided");
        }
        Negotiation form = Negotiation.of(request.header("Accept"), true, false);
        WriteOptions options = Options.write(request, "UpdateOptions");
        return warned(options, () -> {
            ObjectNode body = Bodies.object(address.served(), request, options);
            return written(address, request, form, objects.replace(address, body, options), options);
        });
    }

    /** A refusal too comes with the warnings that there were until then. */
    static Answer warned(WriteOptions options, Supplier<Answer> write) {
        try {
            return write.get();
        } catch (Refusal refusal) {
            byte[] status = Json.bytes(Answer.status(refusal));
            return new Answer.Body(refusal.code(), "application/json", status, options.warnings());
        }
    }

    static Answer written(Address address, Request request, Negotiation form, Result result, WriteOptions options) {
        Served served = address.served();
        int status = result.created() ? 201 : 200;
        if (address.subresource().equals("scale")) {
            byte[] scale = Json.bytes(Subresources.scale(served, result.object()));
            return new Answer.Body(status, "application/json", scale, options.warnings());
        }
        return shaped(status, served, result.object(), request, form, options.warnings());
    }

    private Answer delete(Address address, Request request) {
        if (!address.subresource().isEmpty()) {
            throw address.served().type().custom()
                    ? Refusals.verbNotSupported(address.served(), "delete")
                    : Refusals.methodNotAllowed();
        }
        Deletion.Outcome outcome = objects.delete(address, Options.delete(request));
        if (outcome.answersObject()) {
            Negotiation form = Negotiation.of(request.header("Accept"), true, false);
            return shaped(200, address.served(), outcome.object(), request, form, List.of());
        }
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", address.name());
        if (!address.served().type().group().isEmpty()) {
            details.put("group", address.served().type().group());
        }
        details.put("kind", address.served().type().plural());
        details.put("uid", Json.text(outcome.object(), "metadata", "uid"));
        return Answer.json(200, status);
    }

    private Answer deleteAll(Address address, Request request) {
        Served served = address.served();
        if (!served.type().verbs().contains("deletecollection")) {
            throw Refusals.methodNotAllowed();
        }
        DeleteOptions options = Options.delete(request);
        Lists.Page page = lists.page(address, Lists.selector(served, request), request);
        List<Stored> answered = new ArrayList<>();
        for (Stored stored : page.objects()) {
            try {
                objects.delete(
                        new Address(
                                served, stored.key().namespace(), stored.key().name(), ""),
                        options);
                answered.add(stored);
            } catch (Refusal e) {
                if (e.code() != 404) {
                    throw e;
                }
            }
        }
        Lists.Page gone = new Lists.Page(answered, page.revision(), page.next(), page.remaining());
        return new Answer.Body(200, "application/json", Lists.json(served, gone), List.of());
    }
}
