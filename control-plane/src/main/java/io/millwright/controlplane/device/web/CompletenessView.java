package io.millwright.controlplane.device.web;

import io.millwright.controlplane.runtime.RuntimeReports.Completeness;
import io.millwright.controlplane.runtime.RuntimeReports.MissingMinutes;
import io.millwright.controlplane.runtime.RuntimeReports.NotTaken;
import io.millwright.controlplane.runtime.RuntimeReports.StreamReach;
import io.millwright.controlplane.runtime.RuntimeReports.UnplacedMessages;
import io.millwright.wire.DeviceId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is missing of a device, in whole minutes: a page of its streams.
 *
 * @param streams how far each stream of the page is known; none where the device numbers nothing, or nothing came from it
 * @param notTaken of the whole tenant, by hour of arrival; absent for who sees some sites only
 * @param quarantineSince what came before has left the quarantine and is not told
 * @param next as cursor it asks for more streams
 */
@Schema(example = CompletenessView.EXAMPLE)
record CompletenessView(
        String device,
        Instant from,
        Instant to,
        List<MissingMinutes> missing,
        List<UnplacedMessages> unplaced,
        List<StreamReach> streams,
        @Nullable List<NotTaken> notTaken,
        @Nullable Instant quarantineSince,
        @Nullable String next) {

    static final String EXAMPLE = """
        {"device": "press-1-k3x9", "from": "2026-11-21T10:00:00Z", "to": "2026-11-21T12:00:00Z",
         "missing": [
          {"from": "2026-11-21T10:04:00Z", "to": "2026-11-21T10:09:00Z", "reason": "gap", "declared": "cap", "clock": "data",
           "stream": "k3x9", "messages": 240},
          {"from": "2026-11-21T11:30:00Z", "to": "2026-11-21T11:31:00Z", "reason": "quarantined", "clock": "arrival",
           "stream": "k3x9", "items": 2}],
         "unplaced": [], "streams": [{"stream": "k3x9", "highest": 86400, "through": "2026-11-21T11:59:59.500Z"}],
         "notTaken": [], "quarantineSince": "2026-10-22T12:00:00Z"}\
        """;

    static final String DESCRIPTION = """
        Of at most 31 days, the last one unless told otherwise. `reason` is `hole` (numbered messages that have not come, and \
        still may), `gap` (messages that the device declared lost, with its reason in `declared`), `quarantined`, `discarded` \
        (thrown away out of the quarantine) or `offline` (not connected now). `clock` says whose minutes they are: `data` of what \
        was measured, `arrival` of when it came. So many `messages` are missing somewhere within their minutes, from the message \
        before them to the one after; an interval that reaches beyond the range is told whole. What has no such neighbour in time \
        is `unplaced`. Of what is later than a stream's `through` nothing is known yet, and of a device without \
        streams nothing is known but quarantine and connection. `notTaken` are messages of all devices that were held back and are sent \
        again: what of them has not come is a hole, or later than `through`.\
        """;

    /** @param wholeTenant whether figures of the whole tenant are shown */
    static CompletenessView of(Completeness found, boolean wholeTenant) {
        return new CompletenessView(
                found.device(),
                found.from(),
                found.to(),
                found.missing(),
                found.unplaced(),
                found.streams(),
                wholeTenant ? found.notTaken() : null,
                found.quarantineSince(),
                found.next());
    }

    /** Of a device that the runtime has not heard of. */
    static CompletenessView unheard(DeviceId device, CompletenessQuestion question) {
        return new CompletenessView(
                device.value(), question.from(), question.to(), List.of(), List.of(), List.of(), null, null, null);
    }
}
