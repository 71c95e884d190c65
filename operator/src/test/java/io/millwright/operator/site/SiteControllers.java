package io.millwright.operator.site;

import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.operator.attention.ReconcileWatch;
import io.millwright.operator.cluster.WriteCounter;
import java.time.Clock;

/** Opens the package's controller to the tests of others. */
public final class SiteControllers {

    public static Reconciler<Site> reconciler(Clock clock, WriteCounter writes) {
        return new SiteReconciler(clock, writes, new ReconcileWatch<>(clock, () -> true));
    }

    private SiteControllers() {}
}
