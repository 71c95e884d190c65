package io.millwright.controlplane.runtime;

import io.millwright.wire.usage.UsageRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a runtime reports about a tenant, in the shapes of the internal API. */
public final class RuntimeReports {

    /**
     * Usage rows in the order they were published.
     *
     * @param next where the next page begins; the same cursor gives the same answer
     */
    public record UsagePage(List<UsageRow> rows, String next) {}

    /**
     * A device as the runtime sees it.
     *
     * @param completeness share of the messages up to the highest position that are stored, 0 to 1
     */
    public record DeviceState(
            String device,
            @Nullable String site,
            boolean connected,
            @Nullable Instant lastSeen,
            @Nullable List<StreamState> streams,
            @Nullable List<Gap> gaps,
            @Nullable Double completeness,
            @Nullable ConfigurationState configuration) {}

    /** Position of one stream; {@code missing} are pairs of first and last. */
    public record StreamState(
            String stream, long committed, @Nullable List<List<Long>> missing, long lost) {}

    /** A loss that a device declared. */
    public record Gap(
            String stream,
            long from,
            long to,
            @Nullable String reason,
            @Nullable Instant at) {}

    /** What the device said about its configuration: the content hash it runs, and the last error. */
    public record ConfigurationState(
            @Nullable String acknowledged, @Nullable String error) {}

    /**
     * In which minutes something of a device is missing.
     *
     * @param notTaken of all devices of the tenant, by hour of arrival
     * @param next the last stream of this page; null when there are no more
     */
    public record Completeness(
            String device,
            Instant from,
            Instant to,
            List<MissingMinutes> missing,
            List<UnplacedMessages> unplaced,
            List<StreamReach> streams,
            List<NotTaken> notTaken,
            @Nullable Instant quarantineSince,
            @Nullable String next) {

        public Completeness {
            Objects.requireNonNull(device, "device");
            missing = List.copyOf(missing);
            unplaced = List.copyOf(unplaced);
            streams = List.copyOf(streams);
            notTaken = List.copyOf(notTaken);
        }
    }

    /**
     * Whole minutes, up to but without the end.
     *
     * @param reason {@code hole}, {@code gap}, {@code quarantined}, {@code discarded} or {@code offline}
     * @param declared the reason that the device gave for a gap
     * @param clock {@code data} or {@code arrival}: whose minutes they are
     * @param messages of a hole or a gap
     * @param items messages and points of the quarantine
     */
    public record MissingMinutes(
            Instant from,
            Instant to,
            String reason,
            @Nullable String declared,
            String clock,
            @Nullable String stream,
            @Nullable Long messages,
            @Nullable Long items) {}

    /** Messages of which it is not known between which times they belong. */
    public record UnplacedMessages(
            String reason,
            @Nullable String declared,
            String stream,
            long messages,
            @Nullable Instant after,
            @Nullable Instant before) {}

    /** How far a stream is known: the highest number that came, and the time of its newest stored message. */
    public record StreamReach(
            String stream, long highest, @Nullable Instant through) {}

    /** Messages that were not taken in an hour, and are sent again. */
    public record NotTaken(Instant hour, long held, long dropped) {}

    /** Messages and points that could not be stored, newest first. */
    public record QuarantinePage(
            List<QuarantinedItem> items, @Nullable String next) {}

    /** One of them; {@code payload} is Base64 of the original bytes. */
    public record QuarantinedItem(
            String id,
            Instant at,
            @Nullable String device,
            @Nullable String topic,
            String reason,
            @Nullable String tag,
            String payload,
            @Nullable String stream,
            @Nullable Long seq) {}

    /**
     * What came of reading one of them again.
     *
     * @param outcome {@code stored}, {@code refused}, {@code in_part} or {@code suspended}
     * @param points stored, if it was
     * @param reason why it is refused
     */
    public record QuarantineReplay(
            String outcome,
            @Nullable Integer points,
            @Nullable String reason) {

        public QuarantineReplay {
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    /**
     * What the broker refused to the tenant's identities, in the order it was stored.
     *
     * @param next where the next page begins; the same cursor gives the same answer
     */
    public record RefusalPage(List<RefusedByBroker> rows, String next) {}

    /** One identity and reason; {@code at} and {@code topic} are of the first of {@code count}. */
    public record RefusedByBroker(
            long id,
            Instant at,
            String identity,
            String reason,
            @Nullable String topic,
            long count) {

        public RefusedByBroker {
            Objects.requireNonNull(identity, "identity");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** What one device stored in the hours that were asked. */
    public record UsageOfDevice(String device, long messages, long points, long bytesIn, long deviceHours) {

        public UsageOfDevice {
            Objects.requireNonNull(device, "device");
        }
    }

    /** What a device stored in one hour, day or month. */
    public record UsageOfSpan(Instant from, long messages, long points, long bytesIn, long deviceHours) {

        public UsageOfSpan {
            Objects.requireNonNull(from, "from");
        }
    }

    /**
     * How large a tenant's database is and how it grows.
     *
     * @param bytesPerDay null with less than a day of samples
     * @param since when the samples begin that growth was seen in
     * @param daysLeft whole days until the limit; null if it does not grow, or that is not known
     */
    public record Storage(
            long bytes,
            long limitBytes,
            @Nullable Long bytesPerDay,
            @Nullable Instant since,
            @Nullable Long daysLeft) {}

    /** What arrived in one hour, for reconciliation with the broker. */
    public record ArrivalHour(Instant hour, long messages, long stored, long duplicate, long quarantined) {}

    private RuntimeReports() {}
}
