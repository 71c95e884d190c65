package io.millwright.operator.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a watch tells straight into objects: the library makes a tree of every event before, and of that the object. What
 * does not begin as an API server writes it, or is of no known kind, is left to the library.
 */
public final class StreamedEvents extends KubernetesSerialization {

    private final ObjectMapper mapper;
    private final WatchLines lines = new WatchLines();

    /** @param own kinds of custom resources that are read as what they are, which the library does not know by itself */
    public StreamedEvents(List<Class<? extends HasMetadata>> own) {
        this(new ObjectMapper(), own);
    }

    private StreamedEvents(ObjectMapper mapper, List<Class<? extends HasMetadata>> own) {
        super(mapper, true);
        this.mapper = mapper;
        own.forEach(this::registerKubernetesResource);
    }

    /** A client that reads with this, and its watches line by line. */
    public KubernetesClientBuilder client() {
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(this)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("watch-lines", lines));
    }

    /** @param text itself, or a ticket for it */
    @Override
    public <T> T unmarshal(String text, Class<T> type) {
        byte[] line = lines.line(text).orElseGet(() -> text.getBytes(StandardCharsets.UTF_8));
        WatchEvent event = type == WatchEvent.class ? event(line) : null;
        return event == null ? unmarshal(new ByteArrayInputStream(line), type) : type.cast(event);
    }

    private @Nullable WatchEvent event(byte[] text) {
        try (JsonParser json = mapper.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT || !"type".equals(json.nextFieldName())) {
                return null;
            }
            String action = json.nextTextValue();
            if (!"object".equals(json.nextFieldName()) || json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Class<? extends KubernetesResource> kind = kind(json);
            if (kind == null || !HasMetadata.class.isAssignableFrom(kind)) {
                return null;
            }
            // Members of the object follow: kind and version are those of the class.
            if (json.nextToken() != JsonToken.FIELD_NAME) {
                return null;
            }
            return new WatchEvent(mapper.readerFor(kind).readValue(json), action);
        } catch (IOException e) {
            return null;
        }
    }

    /** Its kind and version are what an object begins with, in either order. */
    private @Nullable Class<? extends KubernetesResource> kind(JsonParser json) throws IOException {
        String first = json.nextFieldName();
        String one = json.nextTextValue();
        String second = json.nextFieldName();
        String other = json.nextTextValue();
        if ("kind".equals(first) && "apiVersion".equals(second)) {
            return getRegisteredKubernetesResource(other, one);
        }
        return "apiVersion".equals(first) && "kind".equals(second) ? getRegisteredKubernetesResource(one, other) : null;
    }
}
