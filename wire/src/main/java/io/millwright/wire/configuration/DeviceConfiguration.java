package io.millwright.wire.configuration;

/**
 * Names in the payload of a device's configuration: what the operator rendered for the fleet, with the device's own
 * parameters filled in.
 */
public final class DeviceConfiguration {

    /** The version of this form; an agent refuses any other. */
    public static final int FORM = 1;

    public static final String V = "v";
    public static final String TENANT = "tenant";
    /** Object of {@code name} and {@code timezone}. */
    public static final String SITE = "site";

    public static final String FLEET = "fleet";
    public static final String DEVICE = "device";
    /** Hash of the fleet's content, as in the fleet's status; acks name it. */
    public static final String CONFIGURATION = "configuration";
    /** Grows with each signing for the device, from 1: an agent refuses a lower one than it has, so that nothing old is replayed. */
    public static final String VERSION = "version";
    /** RFC 3339. */
    public static final String ISSUED_AT = "issuedAt";

    public static final String CONNECTIONS = "connections";
    /** Of a connection: {@link #SUBSCRIBE}; left out, like {@link #POLL}, if the agent is to ask. */
    public static final String READING = "reading";

    public static final String POLL = "Poll";
    public static final String SUBSCRIBE = "Subscribe";

    public static final String TAGS = "tags";
    /** In the fleet's rendering only: the names that each device gives values for. */
    public static final String PARAMETERS = "parameters";

    private DeviceConfiguration() {}
}
