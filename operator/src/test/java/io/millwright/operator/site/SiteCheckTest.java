package io.millwright.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.operator.status.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteCheckTest {

    @ParameterizedTest
    @CsvSource({
        "tenant-acme, Europe/Berlin, true, Valid",
        "tenant-acme, UTC, true, Valid",
        "tenant-acme, Europe/Bremen, false, UnknownTimezone",
        "default, UTC, false, NotATenantNamespace",
        "tenant-, UTC, false, NotATenantNamespace",
        "tenant-a.b, UTC, false, NotATenantNamespace"
    })
    void a_site_can_be_used_or_says_why_not(String namespace, String timezone, boolean holds, String reason) {
        Site site = new Site();
        site.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName("bremen")
                .build());
        site.getSpec().setTimezone(timezone);

        Verdict verdict = SiteCheck.of(site);

        assertThat(verdict.isGood()).isEqualTo(holds);
        assertThat(verdict.reason()).isEqualTo(reason);
    }
}
