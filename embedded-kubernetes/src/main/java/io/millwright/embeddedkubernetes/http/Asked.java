package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.access.Question;
import io.millwright.embeddedkubernetes.objects.Address;
import io.millwright.embeddedkubernetes.store.Store;
import java.util.List;

/** What a request asks leave for. */
final class Asked {

    private static final String APPLY = "application/apply-patch";

    private Asked() {}

    /** More than one question for an apply of what is not there yet, which is a patch and a creation. */
    static List<Question> by(Address address, Request request, Store store) {
        boolean collection = address.name().isEmpty();
        String verb = switch (request.method()) {
            case "GET", "HEAD" -> request.flag("watch") ? "watch" : collection ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> collection ? "deletecollection" : "delete";
            default -> "unknown";
        };
        Question question = question(verb, address, request);
        boolean creates = verb.equals("patch")
                && request.contentType().startsWith(APPLY)
                && address.subresource().isEmpty()
                && store.get(address.served().key(address.namespace(), address.name())) == null;
        return creates ? List.of(question, question("create", address, request)) : List.of(question);
    }

    private static Question question(String verb, Address address, Request request) {
        String plural = address.served().type().plural();
        // Rules speak of a namespace as what lies in it: a Role there grants it too.
        boolean namespace = address.served().storage().equals("/namespaces");
        return new Question(
                verb,
                address.served().type().group(),
                address.subresource().isEmpty() ? plural : plural + "/" + address.subresource(),
                namespace ? address.name() : address.namespace(),
                address.name().isEmpty() ? selected(request.option("fieldSelector")) : address.name());
    }

    /** A list or watch of one name is granted by a rule with that resource name. */
    private static String selected(String fields) {
        String prefix = "metadata.name=";
        return fields.startsWith(prefix) && !fields.contains(",") ? fields.substring(prefix.length()) : "";
    }
}
