package io.millwright.operator.dashboards;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A dashboard as it ships, over the tables that the runtime migrates.
 *
 * @param file name in a provisioning directory
 * @param json in Grafana's classic form, its uid inside
 */
public record Dashboard(String file, String json) {

    /** Organisations have one each of their own, so one uid serves everywhere. */
    public static final String FIRST_UID = "millwright-overview";

    /** In the order in which they are made. */
    public static final List<Dashboard> SHIPPED =
            List.of(read("overview"), read("tag"), read("messages"), read("devices"));

    private static Dashboard read(String name) {
        String file = name + ".json";
        try (InputStream json = Dashboard.class.getResourceAsStream("/grafana/" + file)) {
            return new Dashboard(
                    file, new String(Objects.requireNonNull(json, file).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
