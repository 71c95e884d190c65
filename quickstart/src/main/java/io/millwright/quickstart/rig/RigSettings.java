package io.millwright.quickstart.rig;

import io.millwright.quickstart.rig.tenant.HistorianAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link Rig} is to have.
 *
 * @param persistence of the broker: {@code file} or {@code in-memory}
 * @param historian a server that exists; otherwise an embedded one is started
 * @param options of the JVMs of broker and runtime
 * @param diskBytes of the embedded historian's own file system; 0 for a directory among others
 * @param seriesPerDevice how many tags one device may have; 0 for as many as it likes
 */
public record RigSettings(
        Path directory,
        String persistence,
        Set<Link> links,
        Optional<HistorianAddress> historian,
        List<String> options,
        long diskBytes,
        int seriesPerDevice) {

    public RigSettings(
            Path directory,
            String persistence,
            Set<Link> links,
            Optional<HistorianAddress> historian,
            List<String> options) {
        this(directory, persistence, links, historian, options, 0, 0);
    }
}
