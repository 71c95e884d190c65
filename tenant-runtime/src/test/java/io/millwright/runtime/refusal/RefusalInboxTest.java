package io.millwright.runtime.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.wire.TenantId;
import io.millwright.wire.refusal.RefusalReport;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalInboxTest {

    private static final RefusalReport REPORT = new RefusalReport(
            Instant.parse("2026-11-21T10:00:00Z"),
            "urn:millwright:acme:bremen:press-1",
            "foreign-device",
            Optional.of("a\"b\\c"),
            3);

    private final RefusalInbox inbox = new RefusalInbox(new TenantId("acme"));
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final List<RefusalReport> stored = new ArrayList<>();

    private void offer(String document) {
        inbox.offer(document.getBytes(StandardCharsets.UTF_8), acknowledged::incrementAndGet);
    }

    @Test
    void a_report_is_acknowledged_when_it_is_stored_and_not_before() throws Exception {
        inbox.offer(REPORT.document(), acknowledged::incrementAndGet);
        assertThatThrownBy(() -> inbox.drain(_ -> {
                    throw new SQLException("away");
                }))
                .isInstanceOf(SQLException.class);
        assertThat(acknowledged).hasValue(0);

        inbox.drain(stored::addAll);

        assertThat(stored).containsExactly(REPORT);
        assertThat(acknowledged).hasValue(1);
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void a_report_about_a_stranger_or_about_too_many_is_one_of_this_tenants_broker() throws Exception {
        for (String identity : List.of(RefusalReport.UNIDENTIFIED, RefusalReport.OTHERS)) {
            RefusalReport report = new RefusalReport(
                    Instant.parse("2026-11-21T10:00:00Z"), identity, "foreign-certificate", Optional.empty(), 1);
            inbox.offer(report.document(), acknowledged::incrementAndGet);
        }

        inbox.drain(stored::addAll);

        assertThat(stored).extracting(RefusalReport::identity).containsExactly("unidentified", "others");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"at\":\"now\",\"identity\":\"others\",\"reason\":\"qos\",\"count\":1}",
                "{\"at\":\"2026-11-21T10:00:00Z\",\"identity\":\"urn:millwright:bolt:a:b\",\"reason\":\"qos\",\"count\":1}",
                "{\"at\":\"2026-11-21T10:00:00Z\",\"identity\":\"urn:millwright:acme:a:b:c\",\"reason\":\"qos\",\"count\":1}",
                "{\"at\":\"2026-11-21T10:00:00Z\",\"identity\":\"others\",\"reason\":\"Q O S\",\"count\":1}",
                "{\"at\":\"2026-11-21T10:00:00Z\",\"identity\":\"others\",\"reason\":\"qos\",\"count\":0}",
                "{\"at\":\"2026-11-21T10:00:00Z\",\"identity\":\"others\",\"reason\":\"qos\",\"count\":\"1\"}"
            })
    void what_is_no_report_about_this_tenant_is_settled_and_not_kept(String document) {
        offer(document);

        assertThat(acknowledged).hasValue(1);
        assertThat(inbox.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1999-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "9999-01-01T00:00:00Z"})
    void a_moment_that_no_broker_has_seen_is_no_report(String at) {
        offer("{\"at\":\"" + at + "\",\"identity\":\"others\",\"reason\":\"qos\",\"count\":1}");

        assertThat(acknowledged).hasValue(1);
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void a_document_that_is_too_long_is_not_even_read() {
        String report = new String(REPORT.document(), StandardCharsets.UTF_8);
        offer(report + " ".repeat(4 * 1024 - report.length()));
        assertThat(inbox.isEmpty()).isFalse();
        inbox.clear();

        offer(report + " ".repeat(4 * 1024 + 1 - report.length()));

        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void what_a_lost_connection_left_is_not_acknowledged_on_it() throws Exception {
        inbox.offer(REPORT.document(), acknowledged::incrementAndGet);

        inbox.clear();
        inbox.drain(stored::addAll);

        assertThat(stored).isEmpty();
        assertThat(acknowledged).hasValue(0);
    }

    @Test
    void it_is_bounded() {
        for (int n = 0; n < 5_000; n++) {
            inbox.offer(REPORT.document(), acknowledged::incrementAndGet);
        }

        assertThat(acknowledged.get()).isBetween(1, 4_999);
    }
}
