package io.millwright.quickstart.node;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a workload gets to see of its pod.
 *
 * @param workload name of the StatefulSet or Deployment
 * @param environment resolved, with values from Secrets: never log it
 * @param mounts directories on this machine by mount path
 */
public record Container(
        String namespace,
        String workload,
        String pod,
        String image,
        Map<String, String> environment,
        Map<String, Path> mounts) {

    /** The directory mounted at the path. */
    public Path mount(String mountPath) throws CannotStart {
        Path directory = mounts.get(mountPath);
        if (directory == null) {
            throw new CannotStart("InvalidPod", "nothing is mounted at " + mountPath + " of pod " + pod);
        }
        return directory;
    }

    /** The value of an environment variable that must be there. */
    public String variable(String name) throws CannotStart {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new CannotStart("InvalidPod", "environment variable " + name + " of pod " + pod + " is not set");
        }
        return value;
    }

    @Override
    public String toString() {
        return "Container[" + namespace + "/" + pod + "]";
    }
}
