package io.millwright.embeddedkubernetes.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tokens and whose they are. The owner's outlives the process, a service account's does not. */
public final class Callers {

    private final byte[] owner;
    private final Map<String, Caller> accounts = new ConcurrentHashMap<>();

    /** @param token of the owner */
    public Callers(String token) {
        this.owner = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    public static String newToken() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** A fresh token for that account, whether or not there is such an object. */
    public String tokenOf(String namespace, String serviceAccount) {
        String token = newToken();
        accounts.put("Bearer " + token, Caller.serviceAccount(namespace, serviceAccount));
        return token;
    }

    /**
     * Nobody for an unknown token.
     *
     * @param authorization the header of that name
     */
    public @Nullable Caller of(String authorization) {
        if (MessageDigest.isEqual(authorization.getBytes(StandardCharsets.UTF_8), owner)) {
            return Caller.OWNER;
        }
        return accounts.get(authorization);
    }
}
