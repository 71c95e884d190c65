package io.millwright.operator.historian.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a {@code Cluster} that are ours; every other is CloudNativePG's default. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PostgresClusterSpec(
        int instances,
        String imageName,
        Bootstrap bootstrap,
        boolean enableSuperuserAccess,
        Reference superuserSecret,
        Postgresql postgresql,
        Storage storage,
        ResourceRequirements resources,
        Affinity affinity,
        @Nullable Backup backup) {

    /** Something in the same namespace. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Reference(String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Bootstrap(Initdb initdb) {}

    /** @param postInitTemplateSQL runs in the database that every later one is copied from */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Initdb(boolean dataChecksums, List<String> postInitTemplateSQL) {}

    /** @param synchronous null: a commit waits for no other instance */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Postgresql(
            @JsonProperty("shared_preload_libraries") List<String> sharedPreloadLibraries,
            Map<String, String> parameters,
            @Nullable Synchronous synchronous) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Synchronous(String method, int number, String dataDurability) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Storage(String size) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Affinity(boolean enablePodAntiAffinity, String podAntiAffinityType, String topologyKey) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Backup(BarmanObjectStore barmanObjectStore, String retentionPolicy) {}

    /** @param serverName directory below the destination */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record BarmanObjectStore(
            String destinationPath,
            @Nullable String endpointURL,
            String serverName,
            S3Credentials s3Credentials,
            Compression wal,
            Compression data) {}

    /** Either a key, or the identity of the pods. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record S3Credentials(
            @Nullable Boolean inheritFromIAMRole,
            @Nullable SecretKey accessKeyId,
            @Nullable SecretKey secretAccessKey) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SecretKey(String name, String key) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Compression(String compression) {}
}
