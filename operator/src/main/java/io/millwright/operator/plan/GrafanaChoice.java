package io.millwright.operator.plan;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That an installation has Grafana, and how own ones are made and reached.
 *
 * @param image of own ones
 * @param route used where the cluster has HTTPRoutes
 * @param ingress used otherwise
 */
public record GrafanaChoice(String image, HttpEntrance.@Nullable Route route, HttpEntrance.@Nullable Ingress ingress) {

    HttpEntrance entrance(Set<OptionalApi> offers) {
        if (route != null && offers.contains(OptionalApi.GATEWAY_HTTP)) {
            return route;
        }
        return ingress == null ? new HttpEntrance.Closed() : ingress;
    }
}
