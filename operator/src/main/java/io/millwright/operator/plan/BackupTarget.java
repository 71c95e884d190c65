package io.millwright.operator.plan;

import org.jspecify.annotations.Nullable;

/**
 * Where backups of historians go, and how often.
 *
 * @param destination such as {@code s3://bucket/path}
 * @param endpoint address of an object storage that is not its provider's usual one
 * @param login access key and its secret, or null where the cloud knows the pods
 * @param schedule six fields of cron, the first being seconds
 * @param retention how long a backup can be restored from, such as 30d
 */
public record BackupTarget(
        String destination,
        @Nullable String endpoint,
        @Nullable Credentials login,
        String schedule,
        String retention) {}
