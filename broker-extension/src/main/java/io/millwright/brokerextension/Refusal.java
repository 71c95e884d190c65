package io.millwright.brokerextension;

/** Why the broker itself refused something, beside what the rights in {@code wire} deny; each is a counter. */
public enum Refusal {
    /** No certificate was shown; the handshake fails for want of it. */
    NO_CERTIFICATE,
    /** The certificate does not lead to an authority that this broker trusts. */
    FOREIGN_CERTIFICATE,
    /** The certificate leads there, but its time is over, or has not come. */
    EXPIRED_CERTIFICATE,
    /** The handshake failed for another reason: a version, a cipher, a certificate without its key. */
    HANDSHAKE,
    /** What came first was not TLS. */
    NOT_TLS,
    /** MQTT 3.1, which is neither 3.1.1 nor 5. */
    PROTOCOL_VERSION,
    /** The client id belongs to another tenant's device in this pool. */
    FOREIGN_SESSION,
    /** There is no usable list of authorities yet; nobody is let in. */
    NO_AUTHORITIES,
    /** The list of authorities has no line for the tenant: it is not, not yet or no more served here. */
    UNLISTED_TENANT,
    /** Another authority than the tenant's of now signed the certificate: that of an earlier tenant of the same name. */
    FORMER_AUTHORITY,
    /** Certificate or device is on the deny list. */
    REVOKED,
    /** A response topic that its sender may not read. */
    RESPONSE_TOPIC,
    /** Deciding failed; what cannot be decided is refused. */
    FAULT
}
