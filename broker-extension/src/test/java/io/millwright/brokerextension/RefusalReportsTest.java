package io.millwright.brokerextension;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.Denial;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import io.millwright.wire.refusal.RefusalReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalReportsTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId BETA = new TenantId("beta");

    private final List<RefusalReport> ofAcme = new ArrayList<>();
    private final List<RefusalReport> ofBeta = new ArrayList<>();
    private final Time time = new Time();
    private final RefusalReports reports =
            new RefusalReports((tenant, report) -> (tenant.equals(ACME) ? ofAcme : ofBeta).add(report), time);

    private static final class Time extends Clock {
        private Instant now = Instant.parse("2026-11-21T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private void refuse(TenantId tenant, String device, Denial reason, String topic) {
        reports.refused(
                tenant,
                new CertificateIdentity.Device(tenant, new SiteId("bremen"), new DeviceId(device)),
                reason,
                Optional.of(topic));
    }

    private void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            time.now = time.now.plusSeconds(1);
            reports.run();
        }
    }

    @Test
    void a_flood_is_one_report_with_a_count_and_the_first_topic() {
        for (int n = 0; n < 100_000; n++) {
            refuse(ACME, "press-1", Denial.FOREIGN_DEVICE, "topic/" + n);
        }
        refuse(ACME, "press-1", Denial.QOS, "q");

        pass(Duration.ofSeconds(9));

        assertThat(ofAcme)
                .containsExactlyInAnyOrder(
                        new RefusalReport(
                                Instant.parse("2026-11-21T10:00:00Z"),
                                "urn:millwright:acme:bremen:press-1",
                                "foreign-device",
                                Optional.of("topic/0"),
                                100_000),
                        new RefusalReport(
                                Instant.parse("2026-11-21T10:00:00Z"),
                                "urn:millwright:acme:bremen:press-1",
                                "qos",
                                Optional.of("q"),
                                1));
        assertThat(ofBeta).isEmpty();
    }

    @Test
    void who_goes_on_for_a_day_is_told_of_ever_more_seldom_and_no_refusal_is_lost() {
        long refused = 0;
        for (int n = 0; n < 24 * 60; n++) {
            refuse(ACME, "press-1", Denial.FOREIGN_DEVICE, "t");
            refused++;
            pass(Duration.ofMinutes(1));
        }
        pass(RefusalReports.LONGEST);

        assertThat(ofAcme).hasSizeBetween(24, 36);
        assertThat(ofAcme.stream().mapToLong(RefusalReport::count).sum()).isEqualTo(refused);
        pass(RefusalReports.LONGEST.multipliedBy(2));
        ofAcme.clear();
        for (int n = 0; n < 2; n++) {
            refuse(ACME, "press-1", Denial.FOREIGN_DEVICE, "t");
            pass(RefusalReports.SHORTEST.plusSeconds(1));
        }
        assertThat(ofAcme).as("new again after quiet").hasSize(2);
    }

    @Test
    void a_flood_of_strangers_is_one_report_a_reason_and_takes_no_more_places_than_that() {
        for (int n = 0; n < 100_000; n++) {
            reports.strangerRefused(ACME, n % 2 == 0 ? Refusal.NO_CERTIFICATE : Refusal.FOREIGN_CERTIFICATE);
        }
        refuse(ACME, "press-1", Denial.QOS, "t");

        pass(RefusalReports.SHORTEST);

        assertThat(ofAcme)
                .extracting(report -> report.identity() + " " + report.reason() + " " + report.count())
                .containsExactlyInAnyOrder(
                        "unidentified no-certificate 50000",
                        "unidentified foreign-certificate 50000",
                        "urn:millwright:acme:bremen:press-1 qos 1");
        assertThat(ofBeta).isEmpty();
    }

    @Test
    void many_at_once_are_the_others_and_cost_no_other_tenant_its_place() {
        for (int n = 0; n < 1_000; n++) {
            refuse(ACME, "press-" + n, Denial.FOREIGN_TENANT, "t");
        }
        refuse(BETA, "pump-1", Denial.FOREIGN_TENANT, "t");

        pass(RefusalReports.PERIOD);

        assertThat(ofAcme).hasSize(RefusalReports.MOST + 1);
        assertThat(ofAcme)
                .filteredOn(report -> report.identity().equals(RefusalReport.OTHERS))
                .extracting(RefusalReport::count)
                .containsExactly(1_000L - RefusalReports.MOST);
        assertThat(ofBeta).extracting(RefusalReport::identity).containsExactly("urn:millwright:beta:bremen:pump-1");
        pass(RefusalReports.SHORTEST);
        refuse(ACME, "late-1", Denial.FOREIGN_TENANT, "t");
        pass(RefusalReports.PERIOD);
        assertThat(ofAcme.getLast().identity()).as("the quiet make room").endsWith(":late-1");
    }

    @Test
    void an_outlet_that_fails_for_one_tenant_ends_nothing() {
        RefusalReports failing = new RefusalReports(
                (tenant, report) -> {
                    if (tenant.equals(ACME)) {
                        throw new IllegalStateException("no room");
                    }
                    ofBeta.add(report);
                },
                time);
        for (TenantId tenant : List.of(ACME, BETA)) {
            failing.refused(
                    tenant,
                    new CertificateIdentity.Device(tenant, new SiteId("bremen"), new DeviceId("d")),
                    Denial.QOS,
                    Optional.empty());
        }
        time.now = time.now.plusSeconds(1);

        failing.run();

        assertThat(ofBeta).hasSize(1);
    }
}
