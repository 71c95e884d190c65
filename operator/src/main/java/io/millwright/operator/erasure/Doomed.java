package io.millwright.operator.erasure;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;

/**
 * The life of a tenant that is to be destroyed.
 *
 * @param uid of the Tenant
 * @param requested when it was deleted, RFC 3339
 */
public record Doomed(String tenant, Incarnation incarnation, String uid, String requested) {

    String namespace() {
        return Names.namespace(tenant);
    }

    String database() {
        return DatabaseCredentials.databaseName(tenant, incarnation);
    }

    /** What another incarnation or tenant left, and what is not ours, is none of its. */
    boolean owns(HasMetadata object) {
        return Labels.ours(object)
                && Labels.tenantOf(object).filter(tenant::equals).isPresent()
                && Labels.incarnationOf(object)
                        .filter(incarnation.ulid()::equals)
                        .isPresent();
    }
}
