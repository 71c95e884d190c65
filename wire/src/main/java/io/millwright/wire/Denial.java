package io.millwright.wire;

/** Why something was denied; each is a counter. The client is told nothing but that it was denied. */
public enum Denial {
    /** The certificate belongs to a tenant that this broker does not serve. */
    OTHER_TENANTS_BROKER,
    /** The client id is not the one that the certificate gives. */
    CLIENT_ID,
    /** The platform's own services have no business on a broker. */
    NOT_A_BROKER_CLIENT,
    /** Not a topic or filter of MQTT, or longer than any that could be permitted. */
    MALFORMED_TOPIC,
    /** {@code $SYS} and whatever else begins with a dollar. */
    SYSTEM_TOPIC,
    /** {@code $share}: its members could take messages from the one who must count them. */
    SHARED_SUBSCRIPTION,
    /** Outside the own tenant, or a wildcard that reaches outside. */
    FOREIGN_TENANT,
    /** Another device of the own tenant, or a wildcard that reaches one. */
    FOREIGN_DEVICE,
    /** A documented topic that the other side publishes. */
    WRONG_DIRECTION,
    /** Below the own prefix, but not a documented topic. */
    UNDOCUMENTED_TOPIC,
    /** A higher quality of service than the topic has. */
    QOS,
    /** Retained where nothing is kept. */
    RETAIN,
    /** A last will that is neither the state of the device nor its death in Sparkplug. */
    WILL
}
