package io.millwright.quickstart.node;

/** What a container image of the operator's becomes in this JVM. */
public interface Image {

    /** The repository this stands for, without registry rules or tag, for example {@code ghcr.io/millwright/tenant-runtime}. */
    String repository();

    /** How many pods of one StatefulSet or Deployment this node can run. */
    int mostReplicas();

    /**
     * Starts the workload and answers when it serves.
     *
     * @throws Exception with a message fit for {@code kubectl describe}; the node tries again with growing pauses
     */
    Running start(Container container) throws Exception;

    /** Whether the reference, with or without tag and digest, names this repository. */
    default boolean realises(String reference) {
        String rest = reference.startsWith(repository())
                ? reference.substring(repository().length())
                : "-";
        return rest.isEmpty() || rest.startsWith(":") || rest.startsWith("@");
    }
}
