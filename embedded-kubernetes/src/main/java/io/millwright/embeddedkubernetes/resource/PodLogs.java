package io.millwright.embeddedkubernetes.resource;

import java.io.IOException;
import java.io.OutputStream;

/** Where the logs of pods come from: whoever runs them. */
@FunctionalInterface
public interface PodLogs {

    /** For a server whose pods nobody runs. */
    PodLogs NONE = (pod, out) -> {
        throw new Refusal(404, "NotFound", "no logs of pod \"" + pod.name() + "\" are kept here", null);
    };

    /**
     * Writes lines until there are no more, or, when asked to follow, until the reader is gone, which shows as an IOException.
     *
     * @throws Refusal with 404 when there is nothing of that pod, before anything is written
     */
    void write(Question question, OutputStream out) throws IOException, InterruptedException;

    /**
     * Which log, and how much of it.
     *
     * @param container empty for the only one
     * @param tailLines the last lines to begin with; -1 for all
     */
    record Question(String namespace, String name, String container, boolean follow, long tailLines) {}
}
