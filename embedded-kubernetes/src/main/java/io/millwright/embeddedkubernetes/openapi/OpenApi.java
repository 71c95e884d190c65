package io.millwright.embeddedkubernetes.openapi;

import io.millwright.embeddedkubernetes.resource.ResourceType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI documents of one state of what is served, all made at once, since the index names each one's hash:
 * make one when the first client asks. Immutable and thread-safe.
 */
public final class OpenApi {

    private final Map<String, byte[]> documents;
    private final byte[] index;
    private final byte[] version2;

    public OpenApi(Collection<ResourceType> types) {
        Map<String, List<ResourceType>> byVersion =
                types.stream().collect(Collectors.groupingBy(OpenApi::path, TreeMap::new, Collectors.toList()));
        documents = new TreeMap<>();
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ObjectNode paths = JsonNodeFactory.instance.objectNode();
        byVersion.forEach((path, served) -> {
            Document document = new Document(served);
            byte[] bytes = bytes(document.version3());
            documents.put(path, bytes);
            all.setAll(document.schemas());
            paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path + "?hash=" + hash(bytes));
        });
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.set("paths", paths);
        index = bytes(root);
        version2 = bytes(Version2.of(all));
    }

    private static String path(ResourceType type) {
        return type.group().isEmpty() ? "api/" + type.version() : "apis/" + type.group() + "/" + type.version();
    }

    private static byte[] bytes(ObjectNode document) {
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(bytes);
            return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-512", e);
        }
    }

    /** What {@code /openapi/v3} answers: the address of each document. */
    public byte[] index() {
        return index.clone();
    }

    /** The document of {@code api/v1} or {@code apis/GROUP/VERSION}; null where nothing is served. */
    public byte @Nullable [] document(String path) {
        byte[] bytes = documents.get(path);
        return bytes == null ? null : bytes.clone();
    }

    /** Everything in one OpenAPI v2 document, without paths. */
    public byte[] version2() {
        return version2.clone();
    }
}
