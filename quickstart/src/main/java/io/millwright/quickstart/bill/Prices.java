package io.millwright.quickstart.bill;

import io.millwright.controlplane.billing.PriceCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The prices that this release ships. */
final class Prices {

    static PriceCatalog shipped() {
        try (InputStream file = PriceCatalog.class.getResourceAsStream("/prices.yaml")) {
            if (file == null) {
                throw new IllegalStateException("this release has no prices");
            }
            return PriceCatalog.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Prices() {}
}
