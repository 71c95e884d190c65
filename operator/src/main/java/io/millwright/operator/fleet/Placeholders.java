package io.millwright.operator.fleet;

import io.millwright.crd.v1alpha1.Connection;
import io.millwright.crd.v1alpha1.Tag;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The parameters that a configuration leaves to the device: {@code ${plc}}. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z][a-z0-9-]*)}");

    static List<String> in(List<Connection> connections, List<Tag> tags) {
        return Stream.concat(
                        connections.stream().map(Connection::getUrl),
                        tags.stream().map(Tag::getAddress))
                .flatMap(text -> PLACEHOLDER.matcher(text).results())
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    private Placeholders() {}
}
