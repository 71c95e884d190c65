package io.millwright.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.edge.uplink.SendWindow.Wanted;
import org.junit.jupiter.api.Test;

class SendWindowTest {

    private static final long SECOND = 1_000_000_000L;

    private final SendWindow window = new SendWindow();

    @Test
    void after_an_outage_the_newest_few_come_first_and_the_rest_is_backlog() {
        window.begin(100);

        assertThat(window.wantedLive(100)).isEqualTo(new Wanted(100 - SendWindow.NEWEST, 100, SendWindow.ROOM));
        assertThat(window.wantedBacklog())
                .isEqualTo(new Wanted(0, 100 - SendWindow.NEWEST, SendWindow.ROOM_FOR_BACKLOG));
    }

    @Test
    void the_backlog_leaves_room_for_what_is_new() {
        window.begin(1_000);
        for (long id = 1; id <= SendWindow.ROOM_FOR_BACKLOG; id++) {
            window.depart(id, true, 0);
        }

        assertThat(window.wantedBacklog().nothing()).isTrue();
        assertThat(window.wantedLive(1_000).most()).isEqualTo(SendWindow.ROOM - SendWindow.ROOM_FOR_BACKLOG);
    }

    @Test
    void no_more_is_under_way_than_there_is_room_for() {
        window.begin(0);
        for (long id = 1; id <= SendWindow.ROOM; id++) {
            window.depart(id, false, 0);
        }

        assertThat(window.wantedLive(10_000).nothing()).isTrue();
        window.arrived(id -> id == 5);
        assertThat(window.wantedLive(SendWindow.ROOM + 1).most()).isEqualTo(1);
    }

    @Test
    void what_fell_far_behind_joins_the_backlog() {
        window.begin(0);
        long newest = SendWindow.FAR_BEHIND + 10;

        assertThat(window.wantedLive(newest).after()).isEqualTo(newest - SendWindow.NEWEST);
        assertThat(window.wantedBacklog().after()).isZero();
        assertThat(window.wantedBacklog().upTo()).isEqualTo(newest - SendWindow.NEWEST);
    }

    @Test
    void what_waits_too_long_is_sent_again_with_growing_pauses() {
        window.begin(0);
        window.depart(1, false, 0);

        assertThat(window.overdue(9 * SECOND, 10)).isEmpty();
        assertThat(window.overdue(10 * SECOND, 10)).containsExactly(1L);
        assertThat(window.overdue(29 * SECOND, 10)).isEmpty();
        assertThat(window.overdue(30 * SECOND, 10)).containsExactly(1L);
        window.arrived(_ -> true);
        assertThat(window.overdue(1_000 * SECOND, 10)).isEmpty();
    }

    @Test
    void a_message_under_way_is_not_sent_a_second_time_as_backlog() {
        window.begin(1);

        assertThat(window.depart(1, false, 0)).isTrue();
        assertThat(window.depart(1, true, 0)).isFalse();
    }
}
