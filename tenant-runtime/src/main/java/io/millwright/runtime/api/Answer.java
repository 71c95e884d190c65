package io.millwright.runtime.api;

import io.millwright.runtime.live.Listening;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** What a call is answered with when it went well. */
sealed interface Answer {

    /** JSON with status 200. */
    record Document(byte[] json) implements Answer {}

    /** A status that says it all. */
    record Done(int status) implements Answer {}

    /**
     * Points as they come, until one side ends it; whoever sends it closes it.
     *
     * @param consumes whether points can come at all
     */
    record Events(Listening listening, BooleanSupplier consumes) implements Answer {}

    /**
     * Written while it is being sent, with status 200; whoever sends it takes one of {@code places} for as long.
     *
     * @param type of the content
     */
    record Stream(String type, Semaphore places, Body body) implements Answer {

        /** Writes the content and leaves {@code out} open. */
        @FunctionalInterface
        interface Body {
            void write(OutputStream out) throws IOException;
        }
    }

    /** Written by hand rather than from objects: an answer holds up to 10,000 points. */
    static Document json(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JsonMapper.shared().createGenerator(bytes)) {
            json.writeStartObject();
            content.accept(json);
            json.writeEndObject();
        }
        return new Document(bytes.toByteArray());
    }
}
