package io.millwright.controlplane.device;

import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.fleet.Fleets;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.wire.DeviceId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do to devices. Each change and its audit entry are committed together. */
@Service
public class DeviceRegistry {

    private static final String DONE = "done";

    private final Devices devices;
    private final Certificates certificates;
    private final Revocations revocations;
    private final Places places;
    private final Cluster cluster;
    private final Fleets fleets;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DeviceRegistry(
            Devices devices,
            Certificates certificates,
            Revocations revocations,
            Places places,
            Cluster cluster,
            Fleets fleets,
            AuditLog audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.devices = devices;
        this.certificates = certificates;
        this.revocations = revocations;
        this.places = places;
        this.cluster = cluster;
        this.fleets = fleets;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What came of a change. */
    public sealed interface Change {

        record Done(Device device) implements Change {}

        /** The registry has it; the broker does not know yet, and will be told until it does. */
        record UnderWay(Device device) implements Change {}

        record NoSuchDevice() implements Change {}

        /** The sentence is for the caller. */
        record Conflict(String sentence) implements Change {}
    }

    /** Empty also for one at a site that the grant does not cover. */
    public Optional<Device> find(TenantLife life, DeviceId id, Grant grant) {
        return devices.find(life, id).filter(device -> grant.covers(device.site()));
    }

    /** Lets a waiting device in, whatever it waits for, except that a tenant has no more devices than its limit. */
    public Change approve(TenantLife life, DeviceId id, Caller by) {
        return inTransaction(life, id, by, device -> {
            if (device.state() == DeviceState.APPROVED || device.state() == DeviceState.ACTIVE) {
                return new Change.Done(device);
            }
            if (device.state() == DeviceState.REVOKED) {
                return new Change.Conflict("The device was revoked.");
            }
            int limit = cluster.tenant(life.tenant()).map(places::limitOf).orElse(0);
            if (devices.lockedCounts(life, device.site(), device.fleet()).tenant() >= limit) {
                return new Change.Conflict("The tenant has as many devices as its limit allows.");
            }
            devices.approve(life, id, by.name(), clock.instant());
            audit.record(life.tenant(), by.name(), "device.approve", "device/" + id, DONE, "");
            return new Change.Done(again(life, id));
        });
    }

    /**
     * Ends a device: first here, so that it renews nothing and nobody forgets, then at the broker. If we die in between, the
     * next of us tells the broker.
     */
    public Change revoke(TenantLife life, DeviceId id, Caller by) {
        Change change = inTransaction(life, id, by, device -> {
            Instant now = clock.instant();
            if (devices.revoke(life, id, by.name(), now)) {
                certificates.revokeAll(id, now, "device-revoked");
                audit.record(life.tenant(), by.name(), "device.revoke", "device/" + id, DONE, "");
            }
            return new Change.Done(again(life, id));
        });
        return change instanceof Change.Done(Device device) && !revocations.tellAllOf(device)
                ? new Change.UnderWay(device)
                : change;
    }

    /** From its next renewal on the device belongs to that fleet and to its site; its id stays. */
    public Change move(TenantLife life, DeviceId id, String fleet, Caller by) {
        return inTransaction(life, id, by, device -> {
            if (device.state() == DeviceState.REVOKED) {
                return new Change.Conflict("The device was revoked.");
            }
            Optional<Grant> grant = by.grantIn(life.tenant());
            if (grant.flatMap(own -> fleets.find(life.tenant(), fleet, own)).isEmpty()) {
                return new Change.Conflict("There is no such fleet.");
            }
            if (device.state() != DeviceState.ACTIVE) {
                return new Change.Conflict("Only a device that has a certificate can move.");
            }
            devices.moveTo(life, id, fleet);
            audit.record(life.tenant(), by.name(), "device.move", "device/" + id, DONE, "to fleet/" + fleet);
            return new Change.Done(again(life, id));
        });
    }

    private interface Step {
        Change on(Device device);
    }

    /** What somebody may not see is not there to be changed. */
    private Change inTransaction(TenantLife life, DeviceId id, Caller by, Step step) {
        return java.util.Objects.requireNonNull(transactions.execute(_ -> {
            Optional<Device> device = devices.lock(life, id)
                    .filter(found -> by.grantIn(life.tenant())
                            .filter(grant -> grant.covers(found.site()))
                            .isPresent());
            return device.isEmpty() ? new Change.NoSuchDevice() : step.on(device.get());
        }));
    }

    private Device again(TenantLife life, DeviceId id) {
        return devices.find(life, id).orElseThrow();
    }
}
