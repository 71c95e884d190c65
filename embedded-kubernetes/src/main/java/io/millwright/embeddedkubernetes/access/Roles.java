package io.millwright.embeddedkubernetes.access;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.store.Key;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Roles, ClusterRoles and their bindings grant, read from what is stored now. Aggregation is not known. */
public final class Roles {

    private static final String GROUP = "rbac.authorization.k8s.io/";

    private final Store store;

    public Roles(Store store) {
        this.store = store;
    }

    /** @param name empty where the request names no object: a rule with resourceNames does not grant it */
    public boolean grant(Caller caller, Question question) {
        return caller.owner()
                || rules(caller, question.namespace()).stream()
                        .anyMatch(rule -> names(rule, "verbs", question.verb())
                                && names(rule, "apiGroups", question.group())
                                && namesResource(rule, question.resource())
                                && namesObject(rule, question.name()));
    }

    /** Every rule that holds for the caller there; without a namespace only those of the whole cluster. */
    public List<ObjectNode> rules(Caller caller, String namespace) {
        List<ObjectNode> rules = new ArrayList<>();
        for (Stored binding : store.list(GROUP + "clusterrolebindings", null).objects()) {
            rules.addAll(rulesOf(binding, caller, ""));
        }
        if (!namespace.isEmpty()) {
            for (Stored binding : store.list(GROUP + "rolebindings", namespace).objects()) {
                rules.addAll(rulesOf(binding, caller, namespace));
            }
        }
        return rules;
    }

    private List<ObjectNode> rulesOf(Stored stored, Caller caller, String namespace) {
        ObjectNode binding = stored.object();
        if (objects(binding, "subjects").noneMatch(subject -> isAbout(subject, caller))) {
            return List.of();
        }
        boolean ofNamespace = Json.text(binding, "roleRef", "kind").equals("Role");
        Key key = new Key(
                GROUP + (ofNamespace ? "roles" : "clusterroles"),
                ofNamespace ? namespace : "",
                Json.text(binding, "roleRef", "name"));
        Stored role = store.get(key);
        return role == null ? List.of() : objects(role.object(), "rules").toList();
    }

    private static boolean isAbout(ObjectNode subject, Caller caller) {
        String name = Json.text(subject, "name");
        return switch (Json.text(subject, "kind")) {
            case "ServiceAccount" ->
                caller.name().equals("system:serviceaccount:" + Json.text(subject, "namespace") + ":" + name);
            case "User" -> caller.name().equals(name);
            case "Group" -> caller.groups().contains(name);
            default -> false;
        };
    }

    private static Stream<ObjectNode> objects(ObjectNode from, String list) {
        return Json.at(from, list) == null
                ? Stream.of()
                : from.get(list)
                        .valueStream()
                        .filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast);
    }

    private static boolean names(ObjectNode rule, String list, String wanted) {
        List<String> named = Json.texts(rule, list);
        return named.contains("*") || named.contains(wanted);
    }

    private static boolean namesResource(ObjectNode rule, String resource) {
        int slash = resource.indexOf('/');
        return names(rule, "resources", resource)
                || slash > 0 && Json.texts(rule, "resources").contains("*" + resource.substring(slash));
    }

    private static boolean namesObject(ObjectNode rule, String name) {
        List<String> named = Json.texts(rule, "resourceNames");
        return named.isEmpty() || named.contains(name);
    }
}
