package io.millwright.embeddedkubernetes.access;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.Refusal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks {@link Roles} before anything is done, and remembers what service accounts asked for. */
public final class Gate {

    private final Roles roles;
    private final Map<String, Set<Permission>> asked = new ConcurrentHashMap<>();

    public Gate(Roles roles) {
        this.roles = roles;
    }

    public Roles roles() {
        return roles;
    }

    /** @throws Refusal 403 in the words of Kubernetes when no rule grants it */
    public void pass(Caller caller, Question question) {
        asked.computeIfAbsent(caller.name(), _ -> ConcurrentHashMap.newKeySet()).add(question.permission());
        if (!roles.grant(caller, question)) {
            String resource = question.resource().replaceFirst("/.*", "");
            String qualified = question.group().isEmpty() ? resource : resource + "." + question.group();
            String name = question.name().isEmpty() ? "" : " \"" + question.name() + "\"";
            throw new Refusal(
                    403,
                    "Forbidden",
                    qualified + name + " is forbidden: " + question.refusal(caller),
                    Json.object()
                            .put("name", question.name())
                            .put("group", question.group())
                            .put("kind", resource));
        }
    }

    /** What that caller has asked for so far, granted or not. */
    public Set<Permission> asked(Caller caller) {
        return Set.copyOf(asked.getOrDefault(caller.name(), Set.of()));
    }
}
