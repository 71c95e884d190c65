package io.millwright.operator.site;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.crd.v1alpha1.SiteStatus;
import io.millwright.operator.attention.ReconcileWatch;
import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.status.Verdict;
import java.time.Clock;
import java.util.List;

/** Says whether a Site can be used. It makes nothing: what stands at a site is a fleet's business. */
@ControllerConfiguration(name = "site")
class SiteReconciler implements Reconciler<Site> {

    private final Clock clock;
    private final WriteCounter writes;
    private final ReconcileWatch<Site> watch;

    SiteReconciler(Clock clock, WriteCounter writes, ReconcileWatch<Site> watch) {
        this.clock = clock;
        this.writes = writes;
        this.watch = watch;
    }

    @Override
    public List<EventSource<?, Site>> prepareEventSources(EventSourceContext<Site> context) {
        return List.of(watch.observe(context.getPrimaryCache()));
    }

    @Override
    public UpdateControl<Site> reconcile(Site site, Context<Site> context) {
        watch.reconciled(site);
        Verdict verdict = SiteCheck.of(site);
        SiteStatus desired = SiteStatuses.desired(site, verdict, clock);
        if (SiteStatuses.same(site.getStatus(), desired)) {
            return UpdateControl.noUpdate();
        }
        if (ReadyCondition.isNews(verdict, site.getStatus().getConditions())) {
            VerdictEvent.publish(context.getClient(), site, verdict, clock);
        }
        writes.status(Site.class);
        return UpdateControl.patchStatus(applied(site, desired));
    }

    /** Only what the operator owns, so that applying it takes nothing away from anybody. */
    private static Site applied(Site site, SiteStatus status) {
        Site applied = new Site();
        applied.setMetadata(new ObjectMetaBuilder()
                .withNamespace(site.getMetadata().getNamespace())
                .withName(site.getMetadata().getName())
                .build());
        applied.setSpec(null);
        applied.setStatus(status);
        return applied;
    }
}
