package io.millwright.quickstart.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;

/** Who may do everything in this installation; made at the first start and kept. */
public record Administrator(String email, String password, String apiKey) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads the administrator, or makes one with 144 random bits per secret. */
    public static Administrator in(Path file) throws StartRefused {
        try {
            if (Files.exists(file)) {
                return JSON.readValue(Files.readString(file), Administrator.class);
            }
            Administrator fresh = new Administrator("admin@millwright.local", secret(), "mwk_" + secret());
            PrivateFiles.write(file, JSON.writeValueAsString(fresh) + "\n");
            return fresh;
        } catch (IOException e) {
            throw StartRefused.of(e, file);
        }
    }

    /** A random text safe in URLs and shells. */
    public static String secret() {
        byte[] random = new byte[18];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(random)
                .replace('-', 'x')
                .replace('_', 'y');
    }

    /** What the control plane knows of the API key: its digest in hex. */
    public String apiKeySha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(apiKey.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Administrator[" + email + "]";
    }
}
