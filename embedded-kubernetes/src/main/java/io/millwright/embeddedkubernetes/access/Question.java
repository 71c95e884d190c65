package io.millwright.embeddedkubernetes.access;

/**
 * What somebody wants to do.
 *
 * @param verb such as {@code list}
 * @param group empty for the core group
 * @param resource the plural, with {@code /subresource} if it is about one
 * @param namespace empty for all, and for what lies in none
 * @param name empty for a collection
 */
public record Question(String verb, String group, String resource, String namespace, String name) {

    /** What a rule has to name for it, wherever and for whichever object. */
    public Permission permission() {
        return new Permission(verb, group, resource);
    }

    /** In the words of Kubernetes. */
    String refusal(Caller caller) {
        String where = namespace.isEmpty() ? "at the cluster scope" : "in the namespace \"" + namespace + "\"";
        return "User \"" + caller.name() + "\" cannot " + verb + " resource \"" + resource + "\" in API group \""
                + group + "\" " + where;
    }
}
