package io.millwright.controlplane.telemetry;

import io.millwright.controlplane.audit.AuditedChange;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.runtime.RuntimeReports.QuarantineReplay;
import io.millwright.controlplane.runtime.RuntimeReports.QuarantinedItem;
import io.millwright.wire.TenantId;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/** What people do with messages that could not be stored. Each try stands in the trail. */
@Service
public class Quarantine {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final RuntimeClient runtime;
    private final Sight sight;
    private final AuditedChange audited;

    Quarantine(RuntimeClient runtime, Sight sight, AuditedChange audited) {
        this.runtime = runtime;
        this.sight = sight;
        this.audited = audited;
    }

    /**
     * Has a message read again by the rules of now.
     *
     * @return how many points were stored, and will be billed
     * @throws ProblemException 409 with a sentence when it cannot be stored now either; nothing has changed then
     */
    public int replay(TenantId tenant, Grant grant, String id, Caller by) {
        shown(tenant, grant, id);
        return audited.make(
                tenant,
                by.name(),
                "quarantine.replay",
                "quarantine/" + id,
                () -> stored(found(runtime.replay(tenant, id))));
    }

    public void discard(TenantId tenant, Grant grant, String id, Caller by) {
        shown(tenant, grant, id);
        audited.make(
                tenant, by.name(), "quarantine.discard", "quarantine/" + id, () -> found(runtime.discard(tenant, id)));
    }

    /** Absent, or of a device that the grant does not show: the same answer. */
    private void shown(TenantId tenant, Grant grant, String id) {
        if (!NUMBER.matcher(id).matches()) {
            throw absent();
        }
        QuarantinedItem item = found(runtime.quarantined(tenant, id));
        String device = item.device();
        if (!grant.wholeTenant() && (device == null || !sight.of(tenant, grant).test(device))) {
            throw absent();
        }
    }

    private static <T> T found(RuntimeAnswer<T> answer) {
        if (answer instanceof RuntimeAnswer.Absent<T>) {
            throw absent();
        }
        return answer.orProblem();
    }

    private static ProblemException absent() {
        return ProblemException.notFound("message in quarantine");
    }

    private static int stored(QuarantineReplay replay) {
        return switch (replay.outcome()) {
            case "stored" -> Objects.requireNonNullElse(replay.points(), 0);
            case "refused" -> throw conflict("The message is still refused: " + replay.reason() + ".");
            case "in_part" -> throw conflict("Only a part of the message was kept, which cannot be stored.");
            case "suspended" -> throw conflict("The tenant is suspended and stores nothing.");
            default -> throw conflict("The message was not stored.");
        };
    }

    private static ProblemException conflict(String sentence) {
        return ProblemException.of(ProblemType.CONFLICT, sentence);
    }
}
