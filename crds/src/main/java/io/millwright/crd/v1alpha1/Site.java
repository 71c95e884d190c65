package io.millwright.crd.v1alpha1;

import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A place where the machines of a tenant stand. */
@Group("millwright.io")
@Version("v1alpha1")
@Plural("sites")
@Singular("site")
@Categories("millwright")
@ValidationRule(
        value = "size(self.metadata.name) <= 40 && self.metadata.name.matches(r'^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
        message =
                "the name is at most 40 lower-case letters, digits and '-', and starts and ends with a letter or digit")
@ValidationRule(
        value = "self.metadata.name != 'service'",
        message = "a site cannot be called service: the certificates of its devices would read as a service's")
public class Site extends CustomResource<SiteSpec, SiteStatus> implements Namespaced {

    @Override
    protected SiteSpec initSpec() {
        return new SiteSpec();
    }

    @Override
    protected SiteStatus initStatus() {
        return new SiteStatus();
    }
}
