package io.millwright.wire;

import io.millwright.wire.Permission.Activity;
import java.util.List;
import java.util.Optional;

/**
 * The one rule of what a client may do on a broker. Everything derives from the certificate; what is not permitted is
 * denied. Brokers that keep permissions per session take {@link #permissions()}, others ask for each decision: both come
 * from the same list.
 *
 * <p>Immutable and safe between threads; made once per connection.
 */
public final class BrokerRights {

    private static final Decision ALLOWED = new Decision.Allowed();

    private final CertificateIdentity identity;
    private final List<Permission> permissions;

    private BrokerRights(CertificateIdentity identity) {
        this.identity = identity;
        this.permissions = Permissions.of(identity);
    }

    public static BrokerRights of(CertificateIdentity identity) {
        return new BrokerRights(identity);
    }

    /** Everything this identity may do; empty for the platform. */
    public static List<Permission> permissions(CertificateIdentity identity) {
        return Permissions.of(identity);
    }

    public List<Permission> permissions() {
        return permissions;
    }

    /** Whether it may open a session under this client id, on a broker of this scope. */
    public Decision connect(BrokerScope scope, String clientId) {
        Optional<TenantId> tenant = identity.tenantId();
        if (tenant.isEmpty()) {
            return denied(Denial.NOT_A_BROKER_CLIENT);
        }
        if (scope instanceof BrokerScope.OneTenant(TenantId served) && !served.equals(tenant.get())) {
            return denied(Denial.OTHER_TENANTS_BROKER);
        }
        return ClientId.isOf(identity, clientId) ? ALLOWED : denied(Denial.CLIENT_ID);
    }

    /** @param qos what the packet carries, 0 to 2 */
    public Decision publish(String topic, int qos, boolean retain) {
        Optional<TopicFilter> name = Levels.ofTopic(topic).map(TopicFilter::new);
        if (name.isEmpty()) {
            return denied(Denial.MALFORMED_TOPIC);
        }
        List<Permission> covering = covering(name.get(), Activity.PUBLISH);
        if (covering.isEmpty()) {
            return denied(DenialReason.of(identity, name.get()));
        }
        if (covering.stream().noneMatch(permission -> qos <= permission.highestQos())) {
            return denied(Denial.QOS);
        }
        return covering.stream()
                        .anyMatch(permission -> qos <= permission.highestQos() && (permission.retainable() || !retain))
                ? ALLOWED
                : denied(Denial.RETAIN);
    }

    /** A last will: what the device may publish itself, and only as its state or, in Sparkplug, its death. */
    public Decision will(String topic, int qos, boolean retain) {
        Decision publication = publish(topic, qos, retain);
        boolean state = DeviceTopic.parse(topic)
                        .filter(parsed -> parsed.kind() == TopicKind.STATE)
                        .isPresent()
                || SparkplugTopic.parse(topic)
                        .filter(parsed -> parsed.kind() == SparkplugKind.NDEATH)
                        .isPresent();
        return publication.allowed() && !state ? denied(Denial.WILL) : publication;
    }

    /** @param qos the highest that the subscription asks for, 0 to 2 */
    public Decision subscribe(String filter, int qos) {
        Optional<TopicFilter> wanted = TopicFilter.parse(filter);
        if (wanted.isEmpty()) {
            return denied(Denial.MALFORMED_TOPIC);
        }
        List<Permission> covering = covering(wanted.get(), Activity.SUBSCRIBE);
        if (covering.isEmpty()) {
            return denied(DenialReason.of(identity, wanted.get()));
        }
        return covering.stream().anyMatch(permission -> qos <= permission.highestQos()) ? ALLOWED : denied(Denial.QOS);
    }

    private List<Permission> covering(TopicFilter wanted, Activity activity) {
        return permissions.stream()
                .filter(permission ->
                        permission.activity() == activity && permission.filter().covers(wanted))
                .toList();
    }

    private static Decision denied(Denial reason) {
        return new Decision.Denied(reason);
    }
}
