package io.millwright.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.audit.AuditChain.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditChainTest {

    @Test
    void a_whole_chain_is_intact() {
        List<String> lines = chain("c1", 3);

        assertThat(AuditChain.verify(lines.stream())).isInstanceOfSatisfying(Verdict.Intact.class, intact -> {
            assertThat(intact.entries()).isEqualTo(3);
            assertThat(intact.tenant()).isEqualTo("acme");
        });
    }

    @Test
    void a_changed_field_is_found_where_it_stands() {
        List<String> lines = chain("c1", 3);
        lines.set(1, lines.get(1).replace("\"done\"", "\"refused\""));

        assertThat(AuditChain.verify(lines.stream())).isInstanceOfSatisfying(Verdict.Broken.class, broken -> {
            assertThat(broken.line()).isEqualTo(2);
            assertThat(broken.sentence()).contains("was changed");
        });
    }

    @Test
    void text_moved_from_one_field_to_the_next_is_a_change() {
        List<String> lines = chain("c1", 1);
        lines.set(0, lines.get(0).replace("\"site.apply\"", "\"site.app\"").replace("\"object-1\"", "\"lyobject-1\""));

        assertThat(AuditChain.verify(lines.stream())).isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void a_line_left_out_put_in_twice_or_moved_is_found() {
        for (int fault = 0; fault < 3; fault++) {
            List<String> lines = chain("c1", 4);
            switch (fault) {
                case 0 -> lines.remove(1);
                case 1 -> lines.add(2, lines.get(1));
                default -> lines.addFirst(lines.removeLast());
            }

            assertThat(AuditChain.verify(lines.stream())).isInstanceOf(Verdict.Broken.class);
        }
    }

    @Test
    void a_beginning_cannot_be_cut_off_and_another_chain_not_put_behind() {
        List<String> cut = chain("c1", 3);
        cut.removeFirst();
        List<String> joined = chain("c1", 2);
        joined.addAll(chain("c2", 3).subList(2, 3));

        assertThat(AuditChain.verify(cut.stream())).isInstanceOf(Verdict.Broken.class);
        assertThat(AuditChain.verify(joined.stream())).isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void what_is_no_entry_is_said_to_be_none() {
        assertThat(AuditChain.verify(List.of("hello").stream()))
                .isEqualTo(new Verdict.Broken(1, "is not an audit entry"));
        assertThat(AuditChain.verify(List.of("{\"seq\":1}").stream()))
                .isEqualTo(new Verdict.Broken(1, "is not an audit entry"));
        assertThat(AuditChain.verify(List.of("", "  ").stream())).isEqualTo(new Verdict.Empty());
    }

    private static List<String> chain(String id, int entries) {
        List<String> lines = new ArrayList<>();
        String previous = AuditEntry.beginning(id, "acme");
        for (int seq = 1; seq <= entries; seq++) {
            AuditEntry entry = new AuditEntry(
                            id,
                            seq,
                            "acme",
                            Instant.parse("2026-01-01T00:00:00.123Z"),
                            "administrator",
                            "site.apply",
                            "object-" + seq,
                            "done",
                            "",
                            previous,
                            "")
                    .hashed();
            previous = entry.hash();
            lines.add(AuditChain.line(entry));
        }
        return lines;
    }
}
