package io.millwright.embeddedkubernetes.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;

/** Finds members that occur twice, which a tree no longer shows. */
final class Duplicates {

    private Duplicates() {}

    private static final class Level {
        final @Nullable Set<String> seen;
        final String path;
        String member = "";
        int index = -1;

        Level(boolean object, String path) {
            this.seen = object ? new HashSet<>() : null;
            this.path = path;
        }

        String child() {
            if (seen == null) {
                return path + "[" + index + "]";
            }
            return path.isEmpty() ? member : path + "." + member;
        }
    }

    static void find(ObjectReader reader, byte[] bytes, BiConsumer<String, String> found) {
        Deque<Level> levels = new ArrayDeque<>();
        try (JsonParser parser = reader.createParser(bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                Level level = levels.peek();
                if (token == JsonToken.PROPERTY_NAME && level != null && level.seen != null) {
                    level.member = parser.currentName();
                    if (!level.seen.add(level.member)) {
                        found.accept(level.child(), level.member);
                    }
                    continue;
                }
                if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                    levels.pop();
                    continue;
                }
                if (level != null && level.seen == null) {
                    level.index++;
                }
                if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                    levels.push(new Level(token == JsonToken.START_OBJECT, level == null ? "" : level.child()));
                }
            }
        }
    }
}
