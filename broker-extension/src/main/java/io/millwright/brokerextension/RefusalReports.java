package io.millwright.brokerextension;

import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.TenantId;
import io.millwright.wire.refusal.RefusalReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what is refused to a tenant's identities, and to strangers at its own broker, and tells it to the tenant's runtime,
 * each identity and reason once in a while with a count. Whoever goes on is told of ever more seldom; who was quiet for an hour is
 * new again. Bounded per tenant, so a flood costs additions here, some messages there, and nothing to other tenants. Thread-safe.
 */
final class RefusalReports implements Runnable {

    static final Duration PERIOD = Duration.ofSeconds(1);

    /** From the first report of somebody to the second, and the most it doubles to. */
    static final Duration SHORTEST = Duration.ofSeconds(10);

    static final Duration LONGEST = Duration.ofHours(1);

    /** Identities and reasons of one tenant that are told apart at a time; what is beyond counts as others. */
    static final int MOST = 32;

    private static final Logger LOG = LoggerFactory.getLogger(RefusalReports.class);

    private final Map<TenantId, Gathered> tenants = new ConcurrentHashMap<>();
    private final RefusalOutlet outlet;
    private final Clock clock;

    RefusalReports(RefusalOutlet outlet, Clock clock) {
        this.outlet = outlet;
        this.clock = clock;
    }

    void refused(TenantId tenant, CertificateIdentity identity, Enum<?> reason, Optional<String> topic) {
        refused(tenant, identity.urn(), reason, topic);
    }

    /** @param tenant whose broker it is */
    void strangerRefused(TenantId tenant, Enum<?> reason) {
        refused(tenant, RefusalReport.UNIDENTIFIED, reason, Optional.empty());
    }

    private void refused(TenantId tenant, String identity, Enum<?> reason, Optional<String> topic) {
        // Only certificates of the platform and the broker's own tenant get here: no more tenants than it has made.
        tenants.computeIfAbsent(tenant, _ -> new Gathered())
                .add(new Who(identity, RefusalReport.slug(reason)), topic, clock.instant());
    }

    /** Tells what is due; to be run every {@link #PERIOD}. */
    @Override
    public void run() {
        Instant now = clock.instant();
        tenants.forEach((tenant, gathered) -> {
            try {
                gathered.due(now).forEach(report -> outlet.tell(tenant, report));
            } catch (RuntimeException e) {
                // Thrown on, it would end the schedule for good.
                LOG.error("Refusals could not be told: tenant={}", tenant, e);
            }
        });
    }

    private record Who(String identity, String reason) {

        static final Who OTHERS = new Who(RefusalReport.OTHERS, RefusalReport.OTHERS);
    }

    /** One who is refused something: what is not told yet, and when it may be. */
    private static final class Offender {
        private Instant first = Instant.EPOCH;
        private Optional<String> topic = Optional.empty();
        private long count;
        private Instant last = Instant.EPOCH;
        private Instant due;
        private Duration pause = SHORTEST;

        Offender(Instant due) {
            this.due = due;
        }
    }

    /** Of one tenant; guarded by itself. */
    private static final class Gathered {

        private final Map<Who, Offender> offenders = new HashMap<>();

        synchronized void add(Who who, Optional<String> topic, Instant now) {
            Who known = offenders.containsKey(who) || hasRoom(now) ? who : Who.OTHERS;
            // Those of one attempt come together.
            Offender offender = offenders.computeIfAbsent(known, _ -> new Offender(now.plus(PERIOD)));
            if (offender.count++ == 0) {
                offender.first = now;
                offender.topic = topic;
            }
            offender.last = now;
        }

        /** One who has nothing to be told and was quiet when it could have been makes room. */
        private boolean hasRoom(Instant now) {
            if (offenders.size() < MOST) {
                return true;
            }
            Iterator<Offender> all = offenders.values().iterator();
            while (all.hasNext()) {
                Offender offender = all.next();
                if (offender.count == 0 && !now.isBefore(offender.due)) {
                    all.remove();
                    return true;
                }
            }
            return false;
        }

        synchronized List<RefusalReport> due(Instant now) {
            List<RefusalReport> reports = new ArrayList<>();
            for (Iterator<Map.Entry<Who, Offender>> all = offenders.entrySet().iterator(); all.hasNext(); ) {
                Map.Entry<Who, Offender> entry = all.next();
                Offender offender = entry.getValue();
                if (now.isBefore(offender.due)) {
                    continue;
                }
                if (offender.count == 0) {
                    if (!now.isBefore(offender.last.plus(LONGEST))) {
                        all.remove();
                    }
                    continue;
                }
                Who who = entry.getKey();
                reports.add(new RefusalReport(
                        offender.first, who.identity(), who.reason(), offender.topic, offender.count));
                offender.count = 0;
                offender.due = now.plus(offender.pause);
                Duration doubled = offender.pause.multipliedBy(2);
                offender.pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
            }
            return reports;
        }
    }
}
