package io.millwright.operator.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * How browsers come in where there are no routes of a Gateway.
 *
 * @param className without it there are no Ingresses
 * @param pods namespace of the controller's pods
 * @param annotations of each Ingress
 */
@ConfigurationProperties("millwright.operator.ingress")
public record IngressSettings(
        @Name("class") @Nullable String className,
        @DefaultValue("ingress-nginx") String pods,
        @DefaultValue Map<String, String> annotations) {

    HttpEntrance.@Nullable Ingress entrance() {
        return className == null || className.isBlank() ? null : new HttpEntrance.Ingress(className, pods, annotations);
    }
}
