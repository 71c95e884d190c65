package io.millwright.controlplane.pki;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The data of a Secret as texts; what is not base 64 is left out. */
public final class SecretTexts {

    public static Map<String, String> of(Secret secret) {
        Map<String, String> texts = new HashMap<>();
        Map<String, String> data = secret.getData();
        if (data != null) {
            data.forEach((name, encoded) -> {
                try {
                    texts.put(name, new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    // Not a text: whoever needs it finds it missing and says so.
                }
            });
        }
        return texts;
    }

    static Map<String, String> encoded(Map<String, String> texts) {
        Map<String, String> data = new HashMap<>();
        texts.forEach((name, text) ->
                data.put(name, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        return data;
    }

    private SecretTexts() {}
}
