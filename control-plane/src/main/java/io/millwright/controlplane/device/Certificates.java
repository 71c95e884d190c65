package io.millwright.controlplane.device;

import static io.millwright.controlplane.device.Rows.at;

import io.millwright.controlplane.pki.CertificateRequest;
import io.millwright.controlplane.pki.Pem;
import io.millwright.wire.DeviceId;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The certificates that were given to devices, and which of them a broker still has to be told about. */
@Repository
public class Certificates {

    private final JdbcClient database;

    Certificates(JdbcClient database) {
        this.database = database;
    }

    /** Lower-case hexadecimal without leading zeros, as the broker's deny list writes it. */
    public static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }

    public void insert(Device device, X509Certificate certificate, Instant now) {
        database.sql("""
            INSERT INTO device_certificate
              (serial, device, tenant, incarnation, site, pem, public_key, issued_at, not_after)
            VALUES (:serial, :device, :tenant, :incarnation, :site, :pem, :key, :now, :until)
            """)
                .param("serial", serial(certificate))
                .param("device", device.id().value())
                .param("tenant", device.life().tenant().value())
                .param("incarnation", device.life().incarnation())
                .param("site", device.site().value())
                .param("pem", Pem.encode(List.of(certificate)))
                .param("key", CertificateRequest.keyHash(certificate.getPublicKey()))
                .param("now", at(now))
                .param("until", at(certificate.getNotAfter().toInstant()))
                .update();
    }

    public Optional<DeviceCertificate> find(TenantLife life, String serial) {
        return database.sql("""
            SELECT * FROM device_certificate
            WHERE serial = :serial AND tenant = :tenant AND incarnation = :incarnation
            """)
                .param("serial", serial)
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .query(Rows::certificate)
                .optional();
    }

    /** The newest first. */
    public List<DeviceCertificate> of(DeviceId device) {
        return database.sql("SELECT * FROM device_certificate WHERE device = :device ORDER BY issued_at DESC, serial")
                .param("device", device.value())
                .query(Rows::certificate)
                .list();
    }

    /** The newest of each of these devices that has one: one statement, however many they are. */
    public Map<DeviceId, DeviceCertificate> newestOf(List<Device> devices) {
        return database
                .sql("""
                    SELECT DISTINCT ON (device) * FROM device_certificate WHERE device = ANY (:devices)
                    ORDER BY device, issued_at DESC, serial
                    """)
                .param(
                        "devices",
                        devices.stream().map(device -> device.id().value()).toArray(String[]::new))
                .query(Rows::certificate)
                .list()
                .stream()
                .collect(Collectors.toMap(DeviceCertificate::device, Function.identity()));
    }

    /** From that moment on all of the device's certificates but one are no good; one that ends sooner stays so. */
    public void revokeOthers(DeviceId device, String kept, Instant from, String reason) {
        revoke(device, kept, from, reason);
    }

    public void revokeAll(DeviceId device, Instant from, String reason) {
        revoke(device, "", from, reason);
    }

    private void revoke(DeviceId device, String kept, Instant from, String reason) {
        database.sql("""
            UPDATE device_certificate SET revoke_at = :from, revoke_reason = :reason, next_attempt_at = :from
            WHERE device = :device AND serial <> :kept AND not_after > :from
              AND (revoke_at IS NULL OR revoke_at > :from)
            """)
                .param("from", at(from))
                .param("reason", reason)
                .param("device", device.value())
                .param("kept", kept)
                .update();
    }

    /**
     * Those whose revocation is due and that the broker has not heard of, or long ago: a broker that lost its disk lost its
     * list. What is taken is left alone by others for a while, and comes again if this process dies with it.
     */
    public List<DeviceCertificate> takeDue(Instant now, Duration lease, Duration repeat, int most) {
        return database.sql("""
            UPDATE device_certificate SET attempts = attempts + 1, next_attempt_at = :again
            WHERE serial IN (
              SELECT serial FROM device_certificate
              WHERE revoke_at <= :now AND not_after > :now AND next_attempt_at <= :now
                AND (denied_at IS NULL OR denied_at <= :stale)
              ORDER BY next_attempt_at LIMIT :most FOR UPDATE SKIP LOCKED)
            RETURNING *
            """)
                .param("again", at(now.plus(lease)))
                .param("now", at(now))
                .param("stale", at(now.minus(repeat)))
                .param("most", most)
                .query(Rows::certificate)
                .list();
    }

    public void denied(String serial, Instant now, Duration repeat) {
        database.sql("UPDATE device_certificate SET denied_at = :now, attempts = 0, next_attempt_at = :again WHERE"
                        + " serial = :serial")
                .param("now", at(now))
                .param("again", at(now.plus(repeat)))
                .param("serial", serial)
                .update();
    }

    /** Waits twice as long each time, five minutes at most. */
    public void notDenied(String serial, Instant now) {
        database.sql("""
            UPDATE device_certificate
            SET next_attempt_at = CAST(:now AS timestamptz)
                + least(power(2, least(attempts, 9)), 300) * interval '1 second'
            WHERE serial = :serial
            """).param("now", at(now)).param("serial", serial).update();
    }
}
