package io.millwright.operator.cluster;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What Gateways say about a route as it is now; what they said of an older generation does not count. */
public sealed interface RouteState {

    /** One of them takes it and knows where it leads. */
    record Accepted() implements RouteState {}

    /** None of them has looked yet. */
    record Pending() implements RouteState {}

    /** A Gateway's own reason and sentence. */
    record Refused(String reason, String message) implements RouteState {}

    /** @param parents what the route's status has of each Gateway */
    static RouteState of(ObjectMeta route, List<RouteParentStatus> parents) {
        if (parents.stream().anyMatch(parent -> takes(parent, route))) {
            return new Accepted();
        }
        Optional<Condition> refusal = parents.stream()
                .flatMap(parent -> ofNow(parent, route))
                .filter(condition -> "False".equals(condition.getStatus()))
                .findFirst();
        return refusal.<RouteState>map(
                        condition -> new Refused(text(condition.getReason()), text(condition.getMessage())))
                .orElseGet(Pending::new);
    }

    private static boolean takes(RouteParentStatus parent, ObjectMeta route) {
        return ofNow(parent, route).anyMatch(condition -> says(condition, "Accepted", "True"))
                && ofNow(parent, route).noneMatch(condition -> says(condition, "ResolvedRefs", "False"));
    }

    private static Stream<Condition> ofNow(RouteParentStatus parent, ObjectMeta route) {
        return parent.getConditions().stream()
                .filter(condition -> route.getGeneration() == null
                        || Objects.equals(condition.getObservedGeneration(), route.getGeneration()))
                .filter(condition -> List.of("Accepted", "ResolvedRefs").contains(condition.getType()));
    }

    private static boolean says(Condition condition, String type, String status) {
        return type.equals(condition.getType()) && status.equals(condition.getStatus());
    }

    private static String text(String given) {
        return Objects.requireNonNullElse(given, "");
    }
}
