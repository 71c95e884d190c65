package io.millwright.wire;

/** Why a certificate speaks for nobody; each is a counter. */
public enum IdentityRefusal {
    /** A name is not readable, or an extension is broken. */
    UNREADABLE,
    /** It may issue certificates: an authority is no client. */
    CERTIFICATE_AUTHORITY,
    /** No URI among its subject alternative names. */
    NO_URI,
    /** More than one URI. */
    SEVERAL_URIS,
    /** Host names, addresses or other names beside the URI. */
    OTHER_NAMES,
    /** The URI is not an identity of Millwright. */
    MALFORMED_URN,
    /** The subject has more, fewer or other attributes than its kind has, or one of them twice. */
    SUBJECT_SHAPE,
    /** Subject and URI name different things. */
    SUBJECT_DISAGREES,
    /** The issuer is not the authority of the tenant that the certificate names. */
    FOREIGN_ISSUER
}
