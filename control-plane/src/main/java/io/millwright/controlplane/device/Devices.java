package io.millwright.controlplane.device;

import static io.millwright.controlplane.device.Rows.at;

import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of devices. Every question names the tenant's life: what is not of it is not there. */
@Repository
public class Devices {

    private final JdbcClient database;

    Devices(JdbcClient database) {
        this.database = database;
    }

    /** Devices that are let in: of the tenant, of one of its sites, of one of its fleets. */
    public record Counts(int tenant, int site, int fleet) {}

    /** Ids of the devices that have a certificate, and how many wait for a person. */
    public record Standing(Set<String> active, int pending) {
        public Standing {
            active = Set.copyOf(active);
        }
    }

    public Optional<Device> find(TenantLife life, DeviceId id) {
        return ofDevice(
                        life,
                        id,
                        "SELECT * FROM device WHERE id = :id AND tenant = :tenant AND incarnation = :incarnation")
                .query(Rows::device)
                .optional();
    }

    /** Waits for whoever changes it now; to be called in a transaction. */
    public Optional<Device> lock(TenantLife life, DeviceId id) {
        return ofDevice(life, id, """
            SELECT * FROM device WHERE id = :id AND tenant = :tenant AND incarnation = :incarnation FOR UPDATE
            """).query(Rows::device).optional();
    }

    /** By id. */
    public List<Device> list(TenantLife life, DeviceFilter filter, String after, int limit) {
        return ofLife(life, """
            SELECT * FROM device
            WHERE tenant = :tenant AND incarnation = :incarnation AND id > :after
              AND (CAST(:fleet AS text) IS NULL OR fleet = :fleet)
              AND (CAST(:state AS text) IS NULL OR state = :state)
              AND (:everywhere OR site = ANY (:sites))
            ORDER BY id LIMIT :limit
            """)
                .param("after", after)
                .param("fleet", filter.fleet())
                .param("state", filter.state() == null ? null : filter.state().text())
                .param("everywhere", filter.sites().isEmpty())
                .param("sites", names(filter.sites()))
                .param("limit", limit)
                .query(Rows::device)
                .list();
    }

    /** The ids of all devices at these sites. */
    public Set<String> idsAt(TenantLife life, Set<SiteId> sites) {
        return ofLife(life, """
            SELECT id FROM device WHERE tenant = :tenant AND incarnation = :incarnation AND site = ANY (:sites)
            """)
                .param("sites", names(sites))
                .query((row, _) -> row.getString("id"))
                .set();
    }

    /** @param sites that count; none for all */
    public Standing standing(TenantLife life, Set<SiteId> sites) {
        return ofLife(life, """
            SELECT coalesce(array_agg(id) FILTER (WHERE state = 'active'), '{}') AS active,
                   count(*) FILTER (WHERE state = 'pending') AS pending
            FROM device
            WHERE tenant = :tenant AND incarnation = :incarnation AND (:everywhere OR site = ANY (:sites))
            """)
                .param("everywhere", sites.isEmpty())
                .param("sites", names(sites))
                .query((row, _) ->
                        new Standing(Set.of((String[]) row.getArray("active").getArray()), row.getInt("pending")))
                .single();
    }

    private static String[] names(Set<SiteId> sites) {
        return sites.stream().map(SiteId::value).toArray(String[]::new);
    }

    /** Every device of a fleet that has a certificate. */
    public List<Device> activeOf(TenantLife life, String fleet) {
        return ofLife(life, """
            SELECT * FROM device
            WHERE tenant = :tenant AND incarnation = :incarnation AND fleet = :fleet AND state = 'active'
            ORDER BY id
            """).param("fleet", fleet).query(Rows::device).list();
    }

    public int pendingOf(TenantLife life, String fleet) {
        return ofLife(life, """
            SELECT count(*) FROM device
            WHERE tenant = :tenant AND incarnation = :incarnation AND fleet = :fleet AND state = 'pending'
            """).param("fleet", fleet).query(Integer.class).single();
    }

    /** Counts, and holds off everybody else who wants to, until the transaction ends: two last places are not given twice. */
    public Counts lockedCounts(TenantLife life, SiteId site, String fleet) {
        database.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "devices/" + life.tenant() + "/" + life.incarnation())
                .query((row, _) -> 1)
                .single();
        return ofLife(life, """
            SELECT count(*) AS tenant, count(*) FILTER (WHERE site = :site) AS site,
                   count(*) FILTER (WHERE fleet = :fleet) AS fleet
            FROM device
            WHERE tenant = :tenant AND incarnation = :incarnation AND state IN ('approved', 'active')
            """)
                .param("site", site.value())
                .param("fleet", fleet)
                .query((row, _) -> new Counts(row.getInt("tenant"), row.getInt("site"), row.getInt("fleet")))
                .single();
    }

    /** @throws org.springframework.dao.DuplicateKeyException if the id was given before, to anybody */
    public void insert(Device device) {
        database.sql("""
            INSERT INTO device (id, tenant, incarnation, fleet, site, state, waits_for, serial, model, parameters,
                                public_key, created_at, enrolled_at, configuration_version,
                                configuration_hash, configuration_jws, configuration_signed_at,
                                configuration_sent_at, configuration_online)
            VALUES (:id, :tenant, :incarnation, :fleet, :site, :state, :waitsFor, :serial, :model,
                    CAST(:parameters AS jsonb), :key, :created, :enrolled, :version, :hash, :jws, :signed,
                    :signed, :online)
            """)
                .param("id", device.id().value())
                .param("tenant", device.life().tenant().value())
                .param("incarnation", device.life().incarnation())
                .param("fleet", device.fleet())
                .param("site", device.site().value())
                .param("state", device.state().text())
                .param("waitsFor", device.waitsFor())
                .param("serial", device.serial())
                .param("model", device.model())
                .param("parameters", Rows.json(device.parameters()))
                .param("key", device.publicKey())
                .param("created", at(device.createdAt()))
                .param("enrolled", device.enrolledAt() == null ? null : at(device.enrolledAt()))
                .param("version", device.told().version())
                .param("hash", device.told().hash())
                .param("jws", device.told().jws())
                .param(
                        "signed",
                        device.told().signedAt() == null
                                ? null
                                : at(device.told().signedAt()))
                .param("online", device.told().online())
                .update();
    }

    /** False if it was not pending. */
    public boolean approve(TenantLife life, DeviceId id, String by, Instant now) {
        return ofDevice(life, id, """
            UPDATE device SET state = 'approved', waits_for = NULL, approved_at = :now, approved_by = :by
            WHERE id = :id AND tenant = :tenant AND incarnation = :incarnation AND state = 'pending'
            """).param("now", at(now)).param("by", by).update() > 0;
    }

    /** From approved to active; false if it was not approved. */
    public boolean activate(TenantLife life, DeviceId id, Instant now) {
        return ofDevice(life, id, """
            UPDATE device SET state = 'active', enrolled_at = :now
            WHERE id = :id AND tenant = :tenant AND incarnation = :incarnation AND state = 'approved'
            """).param("now", at(now)).update() > 0;
    }

    /** False if it was revoked before. */
    public boolean revoke(TenantLife life, DeviceId id, String by, Instant now) {
        return ofDevice(life, id, """
            UPDATE device SET state = 'revoked', waits_for = NULL, moves_to_fleet = NULL,
                   revoked_at = :now, revoked_by = :by
            WHERE id = :id AND tenant = :tenant AND incarnation = :incarnation AND state <> 'revoked'
            """).param("now", at(now)).param("by", by).update() > 0;
    }

    /** From its next renewal on it belongs to that fleet. */
    public void moveTo(TenantLife life, DeviceId id, String fleet) {
        ofDevice(life, id, """
            UPDATE device SET moves_to_fleet = NULLIF(:fleet, fleet)
            WHERE id = :id AND tenant = :tenant AND incarnation = :incarnation
            """).param("fleet", fleet).update();
    }

    /** The renewal of a device that moves: what it was told so far was for the place it leaves. */
    public void moved(TenantLife life, DeviceId id, String fleet, SiteId site) {
        ofDevice(life, id, """
            UPDATE device SET fleet = :fleet, site = :site, moves_to_fleet = NULL, configuration_hash = NULL,
                   configuration_jws = NULL, configuration_sent_at = NULL, configuration_acked_at = NULL,
                   configuration_error = NULL
            WHERE id = :id AND tenant = :tenant AND incarnation = :incarnation
            """)
                .param("fleet", fleet)
                .param("site", site.value())
                .update();
    }

    /** A statement with {@code :tenant} and {@code :incarnation} bound. */
    private JdbcClient.StatementSpec ofLife(TenantLife life, String sql) {
        return database.sql(sql).param("tenant", life.tenant().value()).param("incarnation", life.incarnation());
    }

    /** A statement with {@code :id} bound too. */
    private JdbcClient.StatementSpec ofDevice(TenantLife life, DeviceId id, String sql) {
        return ofLife(life, sql).param("id", id.value());
    }
}
