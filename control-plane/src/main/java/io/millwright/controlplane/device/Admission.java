package io.millwright.controlplane.device;

import io.millwright.crd.v1alpha1.Approval;
import java.util.List;
import java.util.Optional;

/**
 * Who comes in without a person looking. Nobody is turned away for want of room: the device waits, and a person decides.
 *
 * @param tenantLimit the only bound that a person cannot wave through either
 */
public record Admission(Approval approval, List<String> serials, int fleetLimit, int siteLimit, int tenantLimit) {

    /** Empty if the device may come in; else a slug of what it waits for. */
    public Optional<String> waitsFor(String serial, Devices.Counts counts) {
        if (approval == Approval.MANUAL) {
            return Optional.of("approval");
        }
        if (!serials.isEmpty() && !serials.contains(serial)) {
            return Optional.of("serial-not-listed");
        }
        if (counts.tenant() >= tenantLimit) {
            return Optional.of("tenant-full");
        }
        if (counts.site() >= siteLimit) {
            return Optional.of("site-full");
        }
        return counts.fleet() >= fleetLimit ? Optional.of("fleet-full") : Optional.empty();
    }
}
