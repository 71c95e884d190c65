package io.millwright.crd.v1alpha1;

import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A customer: cluster-scoped, its parts live in the namespace {@code tenant-<name>}. */
@Group("millwright.io")
@Version("v1alpha1")
@Plural("tenants")
@Singular("tenant")
@Categories("millwright")
@ValidationRule(
        value = "size(self.metadata.name) <= 40 && self.metadata.name.matches(r'^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
        message =
                "the name is at most 40 lower-case letters, digits and '-', and starts and ends with a letter or digit")
@ValidationRule(
        value = "self.metadata.name != 'platform'",
        message = "a tenant cannot be called platform: its certificates would read as the platform's own")
@ValidationRule(
        value = "!(self.metadata.name in ['pool', 'server'])",
        message = "a tenant cannot be called pool or server: its objects would be taken for those that tenants share")
@ShortNames("tn")
public class Tenant extends CustomResource<TenantSpec, TenantStatus> {

    /** None: a patch of metadata alone, such as a finalizer's, would otherwise claim every default as its own. */
    @Override
    protected @Nullable TenantSpec initSpec() {
        return null;
    }

    @Override
    protected TenantStatus initStatus() {
        return new TenantStatus();
    }
}
