package io.millwright.operator.fleet;

import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.operator.site.SiteCheck;
import io.millwright.operator.site.TenantOfNamespace;
import io.millwright.operator.status.Verdict;
import io.millwright.wire.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Resolves a fleet against its Site, without asking anybody. */
final class FleetResolver {

    /** A ConfigMap holds 1 MiB with its names; and an agent should not need more to know its tags. */
    static final int MOST_BYTES = 1_000_000;

    static FleetResolution resolve(DeviceFleet fleet, Optional<Site> site) {
        String namespace = fleet.getMetadata().getNamespace();
        Optional<TenantId> tenant = TenantOfNamespace.of(namespace);
        if (tenant.isEmpty()) {
            return new FleetResolution.Unusable(SiteCheck.notOfATenant(namespace));
        }
        if (site.isEmpty()) {
            return new FleetResolution.Unusable(Verdict.bad(
                    "SiteNotFound",
                    "There is no Site '" + fleet.getSpec().getSiteRef() + "' in namespace " + namespace + "."));
        }
        Verdict siteVerdict = SiteCheck.of(site.get());
        if (!siteVerdict.isGood()) {
            return new FleetResolution.Unusable(Verdict.bad(
                    "SiteNotReady",
                    "Site '" + fleet.getSpec().getSiteRef() + "' cannot be used: " + siteVerdict.message()));
        }
        return rendered(tenant.get(), fleet, site.get());
    }

    private static FleetResolution rendered(TenantId tenant, DeviceFleet fleet, Site site) {
        String configuration = FleetConfiguration.of(tenant, fleet, site).canonicalJson();
        byte[] bytes = configuration.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            return new FleetResolution.Unusable(Verdict.bad(
                    "ConfigurationTooLarge",
                    "The configuration has " + bytes.length + " bytes and may have " + MOST_BYTES
                            + "; split the fleet."));
        }
        return new FleetResolution.Resolved(new FleetPlan(tenant, configuration, sha256(bytes)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private FleetResolver() {}
}
