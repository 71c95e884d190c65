package io.millwright.crd.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The committed CustomResourceDefinitions, for those who install them from the classpath. */
public final class Definitions {

    private static final List<String> FILES =
            List.of("tenants.millwright.io-v1.yml", "sites.millwright.io-v1.yml", "devicefleets.millwright.io-v1.yml");

    /** One YAML document each: Tenant, Site, DeviceFleet. */
    public static List<String> yaml() {
        return FILES.stream().map(Definitions::read).toList();
    }

    private static String read(String file) {
        try (InputStream resource = Definitions.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IllegalStateException("the classpath lacks " + file);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private Definitions() {}
}
