package io.millwright.operator.plan;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way in for browsers. */
public sealed interface HttpEntrance {

    /** None. */
    record Closed() implements HttpEntrance {}

    /**
     * A route of a Gateway.
     *
     * @param section its HTTPS listener, or null for any that takes the route
     * @param pods namespace of the pods that bring the requests
     */
    record Route(String namespace, String gateway, @Nullable String section, String pods) implements HttpEntrance {}

    /**
     * An Ingress.
     *
     * @param pods namespace of the pods that bring the requests
     * @param annotations what its controller, or an issuer of certificates, is to be told
     */
    record Ingress(String ingressClass, String pods, Map<String, String> annotations) implements HttpEntrance {
        public Ingress {
            annotations = Map.copyOf(annotations);
        }
    }

    /** Namespace of the pods that bring the requests. */
    default Optional<String> from() {
        return switch (this) {
            case Closed() -> Optional.empty();
            case Route route -> Optional.of(route.pods());
            case Ingress ingress -> Optional.of(ingress.pods());
        };
    }
}
