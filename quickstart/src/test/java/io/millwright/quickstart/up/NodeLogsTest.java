package io.millwright.quickstart.up;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeLogsTest {

    @Test
    void the_last_lines_are_those_asked_for_and_minus_one_is_all() {
        assertThat(NodeLogs.last("one\ntwo\nthree\n", 2)).isEqualTo("two\nthree\n");
        assertThat(NodeLogs.last("one\ntwo\n", -1)).isEqualTo("one\ntwo\n");
        assertThat(NodeLogs.last("one\n", 0)).isEmpty();
        assertThat(NodeLogs.last("", 5)).isEmpty();
    }
}
