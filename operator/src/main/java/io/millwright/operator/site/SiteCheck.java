package io.millwright.operator.site;

import io.millwright.crd.v1alpha1.Site;
import io.millwright.operator.status.Verdict;
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
            return Verdict.bad("UnknownTimezone", "No time zone is called '" + timezone + "'.");
        }
        return Verdict.good("Valid", "Fleets can refer to this site.");
    }

    public static Verdict notOfATenant(String namespace) {
        return Verdict.bad(
                "NotATenantNamespace",
                "Namespace " + namespace + " belongs to no tenant; a tenant's is tenant-<name>.");
    }

    private SiteCheck() {}
}
