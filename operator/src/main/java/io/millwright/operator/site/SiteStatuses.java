package io.millwright.operator.site;

import io.millwright.crd.v1alpha1.Site;
import io.millwright.crd.v1alpha1.SiteStatus;
import io.millwright.operator.status.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** From a verdict to the status of a Site. */
final class SiteStatuses {

    static SiteStatus desired(Site site, Verdict verdict, Clock clock) {
        long generation = site.getMetadata().getGeneration();
        SiteStatus status = new SiteStatus();
        status.setObservedGeneration(generation);
        status.setConditions(List.of(ReadyCondition.of(verdict, site.getStatus().getConditions(), generation, clock)));
        return status;
    }

    static boolean same(SiteStatus present, SiteStatus desired) {
        return Objects.equals(present.getObservedGeneration(), desired.getObservedGeneration())
                && present.getConditions().equals(desired.getConditions());
    }

    private SiteStatuses() {}
}
