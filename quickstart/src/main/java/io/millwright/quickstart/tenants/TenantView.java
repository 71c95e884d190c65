package io.millwright.quickstart.tenants;

import io.millwright.crd.v1alpha1.Tenant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One tenant as scripts see it.
 *
 * @param mqtt address of its broker, once it has one
 */
public record TenantView(String name, @Nullable String mqtt) {

    static TenantView of(Tenant tenant) {
        return new TenantView(
                tenant.getMetadata().getName(),
                Optional.ofNullable(tenant.getStatus())
                        .flatMap(now -> Optional.ofNullable(now.getEndpoints()))
                        .map(endpoints -> endpoints.getMqtt())
                        .orElse(null));
    }
}
