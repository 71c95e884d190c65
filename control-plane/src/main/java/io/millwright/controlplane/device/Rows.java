package io.millwright.controlplane.device;

import io.millwright.controlplane.configuration.Parameters;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Between rows of the platform database and the registry's records. */
public final class Rows {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    static Device device(ResultSet row, int number) throws SQLException {
        return new Device(
                new DeviceId(row.getString("id")),
                life(row),
                row.getString("fleet"),
                new SiteId(row.getString("site")),
                DeviceState.of(row.getString("state")),
                row.getString("waits_for"),
                row.getString("serial"),
                row.getString("model"),
                parameters(row),
                row.getString("public_key"),
                time(row, "created_at"),
                instant(row, "enrolled_at"),
                instant(row, "revoked_at"),
                row.getString("moves_to_fleet"),
                new Device.Told(
                        row.getLong("configuration_version"),
                        row.getString("configuration_hash"),
                        row.getString("configuration_jws"),
                        instant(row, "configuration_signed_at"),
                        instant(row, "configuration_sent_at"),
                        row.getBoolean("configuration_online"),
                        row.getString("configuration_said"),
                        instant(row, "configuration_acked_at"),
                        row.getString("configuration_error")));
    }

    static DeviceCertificate certificate(ResultSet row, int number) throws SQLException {
        return new DeviceCertificate(
                row.getString("serial"),
                new DeviceId(row.getString("device")),
                life(row),
                row.getString("pem"),
                row.getString("public_key"),
                time(row, "issued_at"),
                time(row, "not_after"),
                instant(row, "revoke_at"),
                instant(row, "denied_at"));
    }

    static TenantLife life(ResultSet row) throws SQLException {
        return new TenantLife(new TenantId(row.getString("tenant")), row.getString("incarnation"));
    }

    public static Parameters parameters(ResultSet row) throws SQLException {
        return new Parameters(JSON.readValue(row.getString("parameters"), TEXTS));
    }

    /** For a column of type jsonb. */
    public static String json(Parameters parameters) {
        return JSON.writeValueAsString(parameters.values());
    }

    /** Of a column that is never null. */
    public static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** As a parameter of a statement. */
    public static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private Rows() {}
}
