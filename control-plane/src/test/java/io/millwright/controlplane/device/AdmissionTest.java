package io.millwright.controlplane.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.crd.v1alpha1.Approval;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final Devices.Counts NOBODY = new Devices.Counts(0, 0, 0);

    @Test
    void who_is_listed_and_finds_room_everywhere_comes_in() {
        assertThat(admission(Approval.AUTOMATIC, List.of("SN-1")).waitsFor("SN-1", new Devices.Counts(29, 19, 9)))
                .isEmpty();
    }

    @Test
    void everybody_else_waits_and_the_reason_is_named() {
        Admission open = admission(Approval.AUTOMATIC, List.of());

        assertThat(admission(Approval.MANUAL, List.of()).waitsFor("SN-1", NOBODY))
                .contains("approval");
        assertThat(admission(Approval.AUTOMATIC, List.of("SN-2")).waitsFor("SN-1", NOBODY))
                .contains("serial-not-listed");
        assertThat(open.waitsFor("SN-1", new Devices.Counts(30, 0, 0))).contains("tenant-full");
        assertThat(open.waitsFor("SN-1", new Devices.Counts(20, 20, 0))).contains("site-full");
        assertThat(open.waitsFor("SN-1", new Devices.Counts(10, 10, 10))).contains("fleet-full");
    }

    private static Admission admission(Approval approval, List<String> serials) {
        return new Admission(approval, serials, 10, 20, 30);
    }
}
