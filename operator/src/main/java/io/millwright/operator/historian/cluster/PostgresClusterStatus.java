package io.millwright.operator.historian.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What CloudNativePG says of a {@code Cluster}, as far as it is read here. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PostgresClusterStatus(
        @Nullable Integer readyInstances,
        @Nullable String phase,
        @Nullable String phaseReason,
        @Nullable List<Condition> conditions) {}
