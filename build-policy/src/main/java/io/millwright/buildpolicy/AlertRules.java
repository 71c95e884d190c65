package io.millwright.buildpolicy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the file of Prometheus rules names, read line by line: a group, its alerts, and the metrics of expressions that are one line
 * each. Tests hold the alerts against the runbooks, and the metrics against what processes export.
 */
public record AlertRules(Map<String, Set<String>> metricsByGroup, Set<String> alerts) {

    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\w)(?!\\s*\\()");
    private static final Pattern NOT_METRICS =
            Pattern.compile("\\{[^}]*\\}|\\[[^\\]]*\\]|\\b(by|without|on|ignoring)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("\"(millwright\\.[a-z._]+)\"");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset", "by", "without");

    /** Of that file. */
    public static AlertRules of(Path file) throws IOException {
        Map<String, Set<String>> metrics = new TreeMap<>();
        Set<String> alerts = new TreeSet<>();
        String group = "";
        for (String line : Files.readAllLines(file)) {
            String text = line.strip();
            if (line.startsWith("- name: ")) {
                group = text.substring("- name: ".length());
                metrics.put(group, new TreeSet<>());
            } else if (text.startsWith("- alert: ")) {
                alerts.add(text.substring("- alert: ".length()));
            } else if (text.startsWith("expr: ")) {
                metrics.computeIfAbsent(group, _ -> new TreeSet<>()).addAll(metrics(text.substring("expr: ".length())));
            }
        }
        return new AlertRules(metrics, alerts);
    }

    /**
     * What counters are called when they are exported, by their names in a module's sources: those with a label appear in a
     * scrape only after the first time.
     */
    public static Set<String> countersOf(Path sources) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(found -> found.toString().endsWith(".java")).toList()) {
                Matcher named = NAME.matcher(Files.readString(file));
                while (named.find()) {
                    names.add(named.group(1).replace('.', '_') + "_total");
                }
            }
        }
        return names;
    }

    private static Set<String> metrics(String expression) {
        Set<String> found = new TreeSet<>();
        Matcher words = WORD.matcher(NOT_METRICS.matcher(expression).replaceAll(" "));
        while (words.find()) {
            if (!OPERATORS.contains(words.group())) {
                found.add(words.group());
            }
        }
        return found;
    }
}
