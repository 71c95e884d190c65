package io.millwright.wire.sparkplug;

import io.millwright.wire.SparkplugTopic;
import io.millwright.wire.telemetry.PointFault;
import io.millwright.wire.telemetry.PointSink;
import io.millwright.wire.telemetry.Refusal;
import io.millwright.wire.telemetry.TagName;
import io.millwright.wire.telemetry.TelemetryLimits;
import io.millwright.wire.telemetry.TelemetryResult;
import io.millwright.wire.telemetry.TimeWindow;
import io.millwright.wire.telemetry.Utf8;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads births, data and deaths of Sparkplug B. Like telemetry in JSON a message is read twice: once to check all of it, once for its
 * points. A birth allocates what is remembered of it; a point of a number or boolean that was born allocates nothing.
 * Whatever the bytes are, it answers; it throws only what the sink throws.
 *
 * <p>For one thread at a time, with the {@link EdgeNode} that the message is of.
 */
public final class SparkplugDecoder {

    private static final int VERSION = 0;

    private final TelemetryLimits limits;
    private final PayloadSurvey survey;
    private final Protobuf payload = new Protobuf();
    private final MetricFields fields = new MetricFields();
    private final MetricProperties properties = new MetricProperties();
    private final MetricValue value;

    private int good;
    private int bad;
    private long earliest;

    public SparkplugDecoder(TelemetryLimits limits) {
        this.limits = limits;
        this.survey = new PayloadSurvey(limits);
        this.value = new MetricValue(limits);
    }

    /**
     * Reads a message of a kind that measures. What it says of the edge node counts even if none of its points does.
     *
     * @param node as it stands after everything that came of it before
     */
    public TelemetryResult decode(
            EdgeNode node, SparkplugTopic topic, byte[] message, TimeWindow window, PointSink sink) {
        Refusal refusal = survey.read(message);
        if (refusal == null) {
            refusal = refusal(node, topic);
        }
        if (refusal != null) {
            return new TelemetryResult.Refused(refusal, survey.position(), null);
        }
        String owner = owner(topic);
        switch (topic.kind()) {
            case NBIRTH -> node.bear((int) survey.seq, survey.bdSeq);
            case DBIRTH -> {
                node.sequence((int) survey.seq);
                node.bear(owner);
            }
            default -> node.sequence((int) survey.seq);
        }
        points(node, topic, owner, message, window, sink);
        return result(window);
    }

    private @Nullable Refusal refusal(EdgeNode node, SparkplugTopic topic) {
        if (!survey.sequenced()) {
            return Refusal.BAD_SEQ;
        }
        String subDevice = topic.subDevice();
        if (subDevice != null) {
            if (!TagName.is(subDevice) || subDevice.length() >= limits.tagBytes()) {
                return Refusal.BAD_SUB_DEVICE;
            }
            if (!node.roomFor(subDevice)) {
                return Refusal.TOO_MANY_SUB_DEVICES;
            }
        }
        return survey.metrics == 0 && !topic.kind().birth() ? Refusal.NO_POINTS : null;
    }

    private static String owner(SparkplugTopic topic) {
        String subDevice = topic.subDevice();
        return subDevice == null ? EdgeNode.ITSELF : subDevice;
    }

    private TelemetryResult result(TimeWindow window) {
        PointFault time = window.fault(survey.timestamp);
        if (good == 0 && bad == 0 && time != null) {
            // Nothing was measured, so nothing but this says when it was.
            Refusal refusal = switch (time) {
                case TOO_OLD -> Refusal.TOO_OLD;
                case IN_FUTURE -> Refusal.IN_FUTURE;
                default -> Refusal.BAD_TIMESTAMP;
            };
            return new TelemetryResult.Refused(refusal, survey.position(), null);
        }
        return new TelemetryResult.Measured(
                VERSION, null, time == null || good == 0 ? survey.timestamp : earliest, null, good, bad);
    }

    private void points(
            EdgeNode node, SparkplugTopic topic, String owner, byte[] message, TimeWindow window, PointSink sink) {
        good = 0;
        bad = 0;
        earliest = Long.MAX_VALUE;
        boolean birth = topic.kind().birth();
        payload.begin(message, 0, message.length);
        while (payload.next()) {
            if (payload.is(PayloadSurvey.METRICS, Protobuf.BYTES)) {
                fields.read(message, payload.from(), payload.position());
                if (!fields.control()) {
                    point(node, owner, birth, window, sink);
                }
            }
        }
    }

    private void point(EdgeNode node, String owner, boolean birth, TimeWindow window, PointSink sink) {
        PointFault fault = properties.read(fields.in, fields.propertiesFrom, fields.propertiesTo);
        Metric metric = birth ? born(owner) : known(node, owner);
        String tag = metric == null ? null : metric.tag;
        if (metric == null) {
            fault = birth ? PointFault.BAD_TAG : missing(node);
        } else if (birth) {
            PointFault refused = node.add(owner, fields, metric);
            fault = refused == null ? fault : refused;
        }
        if (fault == null && metric != null) {
            fault = judged(metric, birth, window, sink);
        }
        if (fault != null) {
            bad++;
            sink.bad(tag, fault, payload.from(), payload.position());
        }
    }

    /** The metric that this birth makes known, or null if it has no name that could be a tag. */
    private @Nullable Metric born(String owner) {
        int length = fields.nameTo - fields.nameFrom;
        if (length > limits.tagBytes() || !Utf8.isText(fields.in, fields.nameFrom, fields.nameTo)) {
            return null;
        }
        String name = new String(fields.in, fields.nameFrom, length, StandardCharsets.UTF_8);
        if (!TagName.is(name)) {
            return null;
        }
        String tag = owner.isEmpty() ? name : owner + "/" + name;
        boolean fits =
                tag.length() <= limits.tagBytes() && tag.getBytes(StandardCharsets.UTF_8).length <= limits.tagBytes();
        return fits ? new Metric(tag, fields.datatype, properties.unit) : null;
    }

    private @Nullable Metric known(EdgeNode node, String owner) {
        return fields.named
                ? node.named(owner, fields.in, fields.nameFrom, fields.nameTo)
                : fields.aliased ? node.aliased(fields.alias) : null;
    }

    private PointFault missing(EdgeNode node) {
        node.missed();
        return fields.named || !fields.aliased ? PointFault.NOT_BORN : PointFault.UNKNOWN_ALIAS;
    }

    private @Nullable PointFault judged(Metric metric, boolean birth, TimeWindow window, PointSink sink) {
        if (!MetricValue.supports(metric.datatype)) {
            return PointFault.UNSUPPORTED_TYPE;
        }
        if (!birth && fields.datatype != 0 && fields.datatype != metric.datatype) {
            return PointFault.TYPE_DIFFERS;
        }
        if (fields.isNull || fields.passing) {
            return null;
        }
        if (!sink.takes(metric.tag)) {
            return PointFault.SERIES_QUOTA;
        }
        long ts = fields.timed ? fields.timestamp : survey.timestamp;
        PointFault fault = window.fault(ts);
        if (fault == null) {
            fault = value.tell(metric, fields, ts, properties.quality, metric.unit, sink);
        }
        if (fault == null) {
            good++;
            earliest = Math.min(earliest, ts);
        }
        return fault;
    }

    /**
     * Reads the death of an edge node or a sub-device, and forgets what was born with it.
     *
     * @return why it is no death and changes nothing; null if it is one
     */
    public @Nullable Refusal death(EdgeNode node, SparkplugTopic topic, byte[] message) {
        Refusal refusal = survey.read(message);
        if (refusal != null) {
            return refusal;
        }
        String subDevice = topic.subDevice();
        if (subDevice != null) {
            if (!survey.sequenced()) {
                return Refusal.BAD_SEQ;
            }
            node.sequence((int) survey.seq);
            node.drop(subDevice);
            return null;
        }
        Long number = survey.bdSeq;
        if (number == null) {
            return Refusal.BAD_BD_SEQ;
        }
        if (!node.diesBy(number)) {
            return Refusal.OTHER_BD_SEQ;
        }
        node.die();
        return null;
    }
}
