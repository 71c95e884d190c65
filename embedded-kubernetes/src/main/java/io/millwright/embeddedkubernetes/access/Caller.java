package io.millwright.embeddedkubernetes.access;

import java.util.List;

/** Who sent a request. */
public record Caller(String name, List<String> groups) {

    /** The holder of the server's own token. */
    public static final Caller OWNER = new Caller("millwright", List.of("system:masters", "system:authenticated"));

    /** As Kubernetes names service accounts and their groups. */
    public static Caller serviceAccount(String namespace, String name) {
        return new Caller(
                "system:serviceaccount:" + namespace + ":" + name,
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated"));
    }

    public boolean owner() {
        return groups.contains("system:masters");
    }
}
