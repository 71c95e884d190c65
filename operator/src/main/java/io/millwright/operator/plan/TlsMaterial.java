package io.millwright.operator.plan;

/** PEM texts of one identity: its certificate followed by its issuers, its PKCS#8 key, and what the other side is checked against. */
public record TlsMaterial(String certificates, String key, String trusted) {

    /** Never the key. */
    @Override
    public String toString() {
        return "TlsMaterial[certificates=" + certificates.hashCode() + "]";
    }
}
