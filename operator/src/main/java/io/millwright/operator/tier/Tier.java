package io.millwright.operator.tier;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One tier of the catalog. What a part of a pooled placement says about size is the pool's business and ignored.
 *
 * @param ingest null leaves it to the runtime, which derives quotas from the limits
 */
public record Tier(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) BrokerShape broker,
        @JsonProperty(required = true) HistorianShape historian,
        @JsonProperty(required = true) RuntimeShape runtime,
        DashboardsShape dashboards,
        @JsonProperty(required = true) Limits limits,
        @Nullable IngestQuota ingest,
        @JsonProperty(required = true) RetentionBounds retention,
        @JsonProperty(required = true) Quota quota) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    @SuppressWarnings("NullAway") // a catalog that is silent about dashboards has none
    public Tier {
        dashboards = Objects.requireNonNullElse(dashboards, DashboardsShape.NONE);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a tier's name is lower-case letters, digits and '-': " + name);
        }
        if (broker.engine() == BrokerEngine.EMQX && runtime.placement() == Placement.POOLED) {
            throw new IllegalArgumentException(
                    "broker: EMQX asks the tenant's own runtime who may connect, so runtime needs placement Own");
        }
    }

    /** The same tier with parts that were made otherwise. */
    Tier with(Shapes made) {
        return new Tier(
                name, made.broker(), made.historian(), made.runtime(), dashboards, limits, ingest, retention, quota);
    }

    /** Make and size of a broker; more than one replica needs an engine that clusters. */
    public record BrokerShape(
            @JsonProperty(required = true) Placement placement,
            BrokerEngine engine,
            int replicas,
            @Nullable Size size,
            int storageGi) {
        public BrokerShape {
            placed("broker", placement, replicas, size);
            // A catalog may leave it out.
            engine = engine == null ? BrokerEngine.HIVEMQ : engine;
            if (engine == BrokerEngine.EMQX && placement == Placement.POOLED) {
                throw new IllegalArgumentException("broker: the pool's is HiveMQ; EMQX is for placement Own");
            }
        }
    }

    /** Make and size of a historian; each instance's volume is as large as the tenant's storage limit. */
    public record HistorianShape(
            @JsonProperty(required = true) Placement placement,
            HistorianEngine engine,
            int replicas,
            @Nullable Size size) {
        @SuppressWarnings("NullAway") // a catalog that is silent about it has one server
        public HistorianShape {
            engine = Objects.requireNonNullElse(engine, HistorianEngine.SERVER);
            placed("historian", placement, replicas, size);
            if (placement == Placement.OWN && engine == HistorianEngine.SERVER && replicas > 1) {
                throw new IllegalArgumentException(
                        "historian: several plain servers would be several databases; set replicas to 1 or engine to"
                                + " CLOUD_NATIVE_PG");
            }
        }
    }

    /** Size and number of a tenant's runtime processes. */
    public record RuntimeShape(
            @JsonProperty(required = true) Placement placement,
            int minimum,
            int maximum,
            @Nullable Size size) {
        public RuntimeShape {
            placed("runtime", placement, minimum, size);
            if (placement == Placement.OWN && maximum < minimum) {
                throw new IllegalArgumentException("runtime: maximum " + maximum + " is below minimum " + minimum);
            }
        }

        public boolean scales() {
            return maximum > minimum;
        }
    }

    /** Size and number of a tenant's own Grafanas; their pods are alike and keep nothing. */
    public record DashboardsShape(
            @JsonProperty(required = true) DashboardsPlacement placement,
            int replicas,
            @Nullable Size size) {

        static final DashboardsShape NONE = new DashboardsShape(DashboardsPlacement.NONE, 0, null);

        public DashboardsShape {
            if (placement == DashboardsPlacement.OWN) {
                placed("dashboards", Placement.OWN, replicas, size);
            }
        }
    }

    /** What one container asks for, as Kubernetes quantities in canonical form (1Gi, never 1024Mi). */
    public record Size(
            @JsonProperty(required = true) String cpu,
            @JsonProperty(required = true) String memory) {}

    /** Ceiling of the tenant's namespace. */
    public record Quota(
            @JsonProperty(required = true) String cpu,
            @JsonProperty(required = true) String memory,
            @JsonProperty(required = true) int pods,
            @JsonProperty(required = true) int volumes,
            @JsonProperty(required = true) int storageGi) {
        public Quota {
            if (pods < 0 || volumes < 0 || storageGi < 0) {
                throw new IllegalArgumentException("quota: counts are never negative");
            }
        }
    }

    private static void placed(String part, Placement placement, int replicas, @Nullable Size size) {
        if (placement == Placement.OWN && (replicas < 1 || size == null)) {
            throw new IllegalArgumentException(part + ": an own one needs a size and at least one replica");
        }
    }
}
