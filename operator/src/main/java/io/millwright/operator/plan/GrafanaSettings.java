package io.millwright.operator.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Dashboards in Grafana.
 *
 * @param enabled false: dashboards are the portal's charts, whatever a tier says
 * @param image of tenants' own, unmodified
 * @param pooled those that pooled tenants share, in the order in which they are filled
 * @param gateway how own ones are reached where the cluster has HTTPRoutes; otherwise {@link IngressSettings} says
 */
@ConfigurationProperties("millwright.operator.grafana")
public record GrafanaSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("docker.io/grafana/grafana:13.0.0") String image,
        @DefaultValue List<Pooled> pooled,
        @DefaultValue Gateway gateway) {

    /**
     * @param url its API, as the operator reaches it
     * @param address where browsers find it, the same unless said otherwise
     * @param organisations how many it takes; Grafana itself grows slow with hundreds
     */
    public record Pooled(
            @DefaultValue("pooled") String name,
            @Nullable String url,
            @DefaultValue("admin") String username,
            @DefaultValue("") String password,
            @Nullable String address,
            @DefaultValue("100") int organisations) {

        @Override
        public String toString() {
            return "Pooled[name=" + name + ", url=" + url + ", username=" + username + "]";
        }
    }

    /**
     * @param name of the Gateway; without it there are no routes
     * @param section its HTTPS listener
     * @param pods namespace of the pods that bring the requests, the Gateway's own unless said otherwise
     */
    public record Gateway(
            @Nullable String name,
            @DefaultValue("millwright-system") String namespace,
            @Nullable String section,
            @Nullable String pods) {}

    /** Null unless enabled. */
    public @Nullable GrafanaChoice choice(IngressSettings ingress) {
        return enabled ? new GrafanaChoice(image, route(), ingress.entrance()) : null;
    }

    private HttpEntrance.@Nullable Route route() {
        String name = gateway.name();
        if (name == null || name.isBlank()) {
            return null;
        }
        String pods = gateway.pods();
        return new HttpEntrance.Route(
                gateway.namespace(), name, gateway.section(), pods == null ? gateway.namespace() : pods);
    }
}
