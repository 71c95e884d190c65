package io.millwright.quickstart.up;

import io.millwright.quickstart.directory.Administrator;
import io.millwright.quickstart.directory.PrivateFiles;
import io.millwright.quickstart.tenants.TenantView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** {@code endpoints.json}: where scripts find the parts of this installation; without a demo there is no such key. */
final class Endpoints {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Optional<String> demoTenant;
    private final Map<String, Object> fixed = new LinkedHashMap<>();
    private @Nullable String written;

    Endpoints(
            Path file,
            String portal,
            String enrollment,
            Path kubeconfig,
            Path caCertificate,
            Administrator administrator,
            Optional<String> demoTenant) {
        this.file = file;
        this.demoTenant = demoTenant;
        fixed.put("portal", portal);
        fixed.put("api", portal + "/api/v1");
        fixed.put("enrollment", enrollment);
        fixed.put("kubeconfig", kubeconfig.toString());
        fixed.put("caCertificate", caCertificate.toString());
        Map<String, String> admin = new LinkedHashMap<>();
        admin.put("email", administrator.email());
        admin.put("password", administrator.password());
        admin.put("apiKey", administrator.apiKey());
        fixed.put("admin", admin);
    }

    /** Writes the file if it would say something else than before. */
    synchronized void write(List<TenantView> tenants) throws IOException {
        Map<String, String> mqtt = new TreeMap<>();
        tenants.forEach(tenant -> {
            String address = tenant.mqtt();
            if (address != null) {
                mqtt.put(tenant.name(), address);
            }
        });
        Map<String, Object> all = new LinkedHashMap<>(fixed);
        all.put("mqtt", mqtt);
        demoTenant.ifPresent(tenant -> all.put("demo", Map.of("tenant", tenant)));
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
        if (!text.equals(written)) {
            PrivateFiles.write(file, text);
            written = text;
        }
    }
}
