package io.millwright.operator.site;

import io.millwright.crd.v1alpha1.Site;
import java.time.ZoneId;

/** What the schema of a Site cannot say. Fleets ask the same, so that neither waits for the other's status. */
public final class SiteCheck {

    public static Verdict of(Site site) {
        String namespace = site.getMetadata().getNamespace();
        if (TenantOfNamespace.of(namespace).isEmpty()) {
            return notOfATenant(namespace);
        }
        String timezone = site.getSpec().getTimezone();
        if (!ZoneId.getAvailableZoneIds().contains(timezone)) {
            return Verdict.notReady("UnknownTimezone", "No time zone is called '" + timezone + "'.");
        }
        return Verdict.ready("Valid", "Fleets can refer to this site.");
    }

    public static Verdict notOfATenant(String namespace) {
        return Verdict.notReady(
                "NotATenantNamespace",
                "Namespace " + namespace + " belongs to no tenant; a tenant's is tenant-<name>.");
    }

    private SiteCheck() {}
}
