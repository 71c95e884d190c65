package io.millwright.controlplane.device;

import static io.millwright.controlplane.device.Rows.at;

import io.millwright.wire.DeviceId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What devices were told. Versions only grow, so of two who sign for one device at once the second finds itself too late. */
@Repository
public class ToldConfigurations {

    private final JdbcClient database;

    ToldConfigurations(JdbcClient database) {
        this.database = database;
    }

    /** Keeps what was signed, before anybody sends it. False if something as new was signed meanwhile. */
    public boolean signed(TenantLife life, DeviceId id, Device.Told told) {
        return database.sql("""
            UPDATE device SET configuration_version = :version, configuration_hash = :hash,
                   configuration_jws = :jws, configuration_signed_at = :signed,
                   configuration_sent_at = NULL, configuration_acked_at = NULL,
                   configuration_error = NULL
            WHERE id = :id AND tenant = :tenant AND incarnation = :incarnation
              AND configuration_version < :version
            """)
                        .param("version", told.version())
                        .param("hash", told.hash())
                        .param("jws", told.jws())
                        .param("signed", at(Objects.requireNonNull(told.signedAt())))
                        .param("id", id.value())
                        .param("tenant", life.tenant().value())
                        .param("incarnation", life.incarnation())
                        .update()
                > 0;
    }

    /**
     * The broker has it, or it went with the certificate.
     *
     * @param said what the device said last about a configuration, which is no answer to this one
     */
    public void sent(DeviceId id, long version, boolean online, @Nullable String said, Instant now) {
        database.sql("""
            UPDATE device SET configuration_sent_at = :now, configuration_online = :online,
                   configuration_said = :said
            WHERE id = :id AND configuration_version = :version
            """)
                .param("now", at(now))
                .param("online", online)
                .param("said", said)
                .param("id", id.value())
                .param("version", version)
                .update();
    }

    /** The device says it runs it. */
    public void acknowledged(DeviceId id, String hash, Instant now) {
        database.sql("""
            UPDATE device SET configuration_acked_at = :now, configuration_error = NULL
            WHERE id = :id AND configuration_hash = :hash
              AND (configuration_acked_at IS NULL OR configuration_error IS NOT NULL)
            """)
                .param("now", at(now))
                .param("id", id.value())
                .param("hash", hash)
                .update();
    }

    /** The device refuses it, or it could not be made for the device. */
    public void failed(DeviceId id, String hash, String error) {
        database.sql("""
            UPDATE device SET configuration_error = :error, configuration_acked_at = NULL
            WHERE id = :id AND configuration_hash = :hash AND configuration_error IS DISTINCT FROM :error
            """)
                .param("error", error)
                .param("id", id.value())
                .param("hash", hash)
                .update();
    }

    /** There is nothing that could be signed for this device: noted under the hash, so that the roll-out counts it. */
    public void unsignable(TenantLife life, DeviceId id, String hash, String error, Instant now) {
        database.sql("""
            UPDATE device SET configuration_hash = :hash, configuration_jws = NULL, configuration_sent_at = :now,
                   configuration_signed_at = :now, configuration_acked_at = NULL, configuration_error = :error
            WHERE id = :id AND tenant = :tenant AND incarnation = :incarnation
            """)
                .param("hash", hash)
                .param("now", at(now))
                .param("error", error)
                .param("id", id.value())
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .update();
    }
}
