package io.millwright.operator.plan;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Backups of historians of several instances.
 *
 * @param destination such as {@code s3://bucket/path}; without it no backups are made
 * @param endpoint address of an object storage that is not its provider's usual one
 * @param accessKeyId with {@code secretAccessKey}, who writes there; without both, the pods' own cloud identity
 * @param schedule six fields of cron, the first being seconds
 * @param retention how long a backup can be restored from, in days, weeks or months: 30d, 4w, 6m
 */
@ConfigurationProperties("millwright.operator.backup")
public record BackupSettings(
        @DefaultValue("") String destination,
        @Nullable String endpoint,
        @DefaultValue("") String accessKeyId,
        @DefaultValue("") String secretAccessKey,
        @DefaultValue("0 0 2 * * *") String schedule,
        @DefaultValue("30d") String retention) {

    public BackupSettings {
        if (accessKeyId.isBlank() != secretAccessKey.isBlank()) {
            throw new IllegalArgumentException(
                    "millwright.operator.backup.access-key-id and secret-access-key are set both or not at all");
        }
        if (schedule.strip().split("\\s+").length != 6) {
            throw new IllegalArgumentException(
                    "millwright.operator.backup.schedule has six fields, the first being seconds, not '" + schedule
                            + "'");
        }
        if (!retention.matches("[1-9][0-9]*[dwm]")) {
            throw new IllegalArgumentException(
                    "millwright.operator.backup.retention is a number of days, weeks or months such as 30d, not '"
                            + retention + "'");
        }
    }

    /** Null: no backups are made. */
    @Nullable
    BackupTarget target() {
        return destination.isBlank()
                ? null
                : new BackupTarget(
                        destination.strip(),
                        endpoint == null || endpoint.isBlank() ? null : endpoint,
                        accessKeyId.isBlank() ? null : new Credentials(accessKeyId, secretAccessKey),
                        schedule.strip(),
                        retention);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "BackupSettings[destination=" + destination + ", endpoint=" + endpoint + ", schedule=" + schedule
                + ", retention=" + retention + "]";
    }
}
