package io.millwright.operator.broker;

import java.util.Map;
import java.util.TreeMap;

/**
 * {@code authorities.properties}, which our extension reads at start and again whenever it changes: the tenants that a broker
 * serves, each with the public key of its authority of now. Whoever has no line is refused, and so are the certificates of
 * an earlier tenant of the same name. It is no part of the pod's fingerprint, because a change must restart nothing.
 */
public final class BrokerAuthorities {

    public static final String KEY = "authorities.properties";

    /** @param keys by tenant, SubjectPublicKeyInfo in base64 */
    public static String text(Map<String, String> keys) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(keys)
                .forEach((tenant, key) ->
                        text.append(tenant).append('=').append(key).append('\n'));
        return text.toString();
    }

    private BrokerAuthorities() {}
}
