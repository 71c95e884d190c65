package io.millwright.operator.dashboards;

import io.millwright.operator.dashboards.grafana.GrafanaServer;
import io.millwright.operator.plan.GrafanaSettings;
import java.net.URI;

/**
 * One of the Grafanas that pooled tenants share.
 *
 * @param name by which a tenant's namespace remembers it
 * @param address where browsers find it, with a trailing slash
 * @param room organisations it takes
 */
public record PooledGrafana(String name, GrafanaServer server, URI address, int room) {

    /** @throws IllegalArgumentException with a sentence: a setting that cannot be meant stops the start */
    public static PooledGrafana of(GrafanaSettings.Pooled settings) {
        String given = settings.url();
        if (given == null || given.isBlank()) {
            throw new IllegalArgumentException(
                    "millwright.operator.grafana.pooled: " + settings.name() + " has no url");
        }
        URI url = slashed(given);
        String address = settings.address();
        return new PooledGrafana(
                settings.name(),
                new GrafanaServer(url, settings.username(), settings.password()),
                address == null || address.isBlank() ? url : slashed(address),
                settings.organisations());
    }

    private static URI slashed(String url) {
        return URI.create(url.endsWith("/") ? url : url + "/");
    }

    String dashboards(long organisation) {
        return address + "d/" + Dashboard.FIRST_UID + "?orgId=" + organisation;
    }
}
