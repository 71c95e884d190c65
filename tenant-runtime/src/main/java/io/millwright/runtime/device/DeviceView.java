package io.millwright.runtime.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device as the runtime knows it. Times are milliseconds since the epoch.
 *
 * @param lastSeen null while nothing came from it
 * @param streams the latest first
 * @param gaps the latest first
 * @param completeness share of the messages of its streams, up to the highest seen, that are stored or quarantined
 * @param acknowledged content hash of the configuration it runs, as it said
 * @param error what it said was wrong with the last configuration
 */
public record DeviceView(
        String device,
        String site,
        boolean connected,
        @Nullable Long lastSeen,
        List<Stream> streams,
        List<Gap> gaps,
        double completeness,
        @Nullable String acknowledged,
        @Nullable String error) {

    /**
     * @param committed highest seq seen
     * @param missing ranges up to it that never came, as pairs first and last
     * @param lost messages that the edge declared lost
     */
    public record Stream(String stream, long committed, List<Range> missing, long lost) {}

    public record Range(long first, long last) {}

    public record Gap(String stream, long from, long to, String reason, long at) {}
}
