package io.millwright.runtime.tenant;

import io.millwright.runtime.tenant.TenantConfiguration.Administration;
import io.millwright.runtime.tenant.TenantConfiguration.Database;
import io.millwright.runtime.tenant.TenantConfiguration.Limits;
import io.millwright.runtime.tenant.TenantConfiguration.Quota;
import io.millwright.runtime.tenant.TenantConfiguration.Retention;
import io.millwright.runtime.tenant.TenantConfiguration.Role;
import io.millwright.runtime.tenant.TenantConfiguration.Secret;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.CertificateReader;
import io.millwright.wire.IdentityReading;
import io.millwright.wire.ServiceName;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and validates the files of one tenant. */
final class TenantFiles {

    static final String DOCUMENT = "tenant.json";

    static final String OWNER_PASSWORD = "owner.password";

    static final String WRITER_PASSWORD = "writer.password";

    static final String READER_PASSWORD = "reader.password";

    /** Only of a broker with a REST API. */
    static final String BROKER_SECRET = "broker.secret";

    static final String CERTIFICATES = "service.crt";

    static final String KEY = "service.key";

    static final String TRUSTED = "ca.crt";

    /** The files whose change is a change of the tenant. */
    static final List<String> NAMES = List.of(
            DOCUMENT, OWNER_PASSWORD, WRITER_PASSWORD, READER_PASSWORD, BROKER_SECRET, CERTIFICATES, KEY, TRUSTED);

    /** The service that the certificate must speak for. */
    private static final ServiceName RUNTIME = new ServiceName("runtime");

    private static final int LARGEST_FILE = 64 * 1024;

    private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}", Pattern.CASE_INSENSITIVE);

    private static final Pattern DATABASE_URL =
            Pattern.compile("(jdbc:postgresql://[^/?#\\s]+)(?:/([^/?#\\s]*))?(\\?[^#\\s]*)?");

    private static final Pattern BROKER_URL = Pattern.compile("mqtts://[^/?#\\s@]+");

    private static final Pattern ADMIN_URL = Pattern.compile("https://[^/?#\\s@]+");

    private static final Pattern API_KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final Pattern ROLE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    /** Of a document that says nothing of quotas: an older operator's, or a catalog's without them. */
    private static final long POINTS_A_MESSAGE = 100;

    private static final long BYTES_A_MESSAGE = 10_000;

    private static final long SERIES_A_DEVICE = 1_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @param directory where the files are, all of one version: symbolic links already resolved */
    static TenantReading read(String name, Path directory) {
        try {
            return new TenantReading.Valid(configuration(name, directory));
        } catch (InvalidTenantException e) {
            return new TenantReading.Invalid(e.sentence() + ".");
        }
    }

    private static TenantConfiguration configuration(String name, Path directory) {
        TenantId tenant = tenant(name);
        JsonFields root = document(directory);
        if (!root.text("tenant").equals(name)) {
            throw root.wrong("tenant", "must be the name of its directory");
        }
        return new TenantConfiguration(
                tenant,
                root.text("incarnation", ULID, "a ULID"),
                root.text("tier"),
                root.flag("suspended"),
                database(root.object("database"), directory),
                URI.create(root.object("broker").text("url", BROKER_URL, "mqtts://host:port")),
                administration(root.object("broker"), directory),
                identity(tenant, directory),
                limits(root.object("limits")),
                retention(root.object("retention")));
    }

    private static @Nullable Administration administration(JsonFields broker, Path directory) {
        if (!broker.has("admin")) {
            return null;
        }
        JsonFields admin = broker.object("admin");
        return new Administration(
                URI.create(admin.text("url", ADMIN_URL, "https://host:port")),
                admin.text("key", API_KEY, "a key's name"),
                password(directory, BROKER_SECRET));
    }

    private static TenantId tenant(String name) {
        try {
            return new TenantId(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidTenantException("The directory's name is no tenant's: " + e.getMessage());
        }
    }

    private static JsonFields document(Path directory) {
        String text = text(directory, DOCUMENT);
        try {
            JsonNode node = JSON.readTree(text);
            if (!node.isObject()) {
                throw new InvalidTenantException("tenant.json must hold one JSON object");
            }
            return new JsonFields("", node);
        } catch (JacksonException e) {
            throw new InvalidTenantException("tenant.json is not valid JSON"
                    + (e.getLocation() == null
                            ? ""
                            : " (line " + e.getLocation().getLineNr() + ")"));
        }
    }

    private static Database database(JsonFields fields, Path directory) {
        String url = fields.text("url", DATABASE_URL, "jdbc:postgresql://host:port/database");
        String name = fields.text("name", ROLE, "a database's name");
        Role owner = role(fields, "owner", directory, OWNER_PASSWORD);
        Role writer = role(fields, "writer", directory, WRITER_PASSWORD);
        Role reader = role(fields, "reader", directory, READER_PASSWORD);
        return new Database(addressOf(fields, url, name), name, owner, writer, reader);
    }

    private static Role role(JsonFields fields, String field, Path directory, String file) {
        return new Role(fields.text(field, ROLE, "a role's name"), password(directory, file));
    }

    /** The certificate must be what a broker will ask for: this tenant's runtime, and nobody else. */
    private static ServiceIdentity identity(TenantId tenant, Path directory) {
        List<X509Certificate> chain = PemTexts.certificates(CERTIFICATES, text(directory, CERTIFICATES));
        IdentityReading runtime = new IdentityReading.Known(new CertificateIdentity.Service(tenant, RUNTIME));
        if (!CertificateReader.read(chain.getFirst()).equals(runtime)) {
            throw new InvalidTenantException(CERTIFICATES + " is not the certificate of this tenant's runtime");
        }
        String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
        return new ServiceIdentity(
                PemTexts.key(KEY, text(directory, KEY), algorithm),
                chain,
                PemTexts.certificates(TRUSTED, text(directory, TRUSTED)));
    }

    /** A server's address gets the database's name; a database's address must already have it. */
    private static String addressOf(JsonFields fields, String url, String name) {
        var parts = DATABASE_URL.matcher(url);
        if (!parts.matches()) {
            throw fields.wrong("url", "must be jdbc:postgresql://host:port/database");
        }
        String inside = parts.group(2) == null ? "" : parts.group(2);
        if (!inside.isEmpty() && !inside.equals(name)) {
            throw fields.wrong("url", "names another database than " + fields.path() + "name");
        }
        return parts.group(1) + "/" + name + (parts.group(3) == null ? "" : parts.group(3));
    }

    private static Secret password(Path directory, String file) {
        String password = text(directory, file).strip();
        if (password.isEmpty()) {
            throw new InvalidTenantException(file + " is empty");
        }
        return new Secret(password);
    }

    private static Limits limits(JsonFields fields) {
        int devices = fields.count("devices");
        long messages = fields.count("messagesPerSecond");
        Quota all = new Quota(
                messages,
                fields.amount("pointsPerSecond", messages * POINTS_A_MESSAGE),
                fields.amount("bytesPerSecond", messages * BYTES_A_MESSAGE),
                fields.amount("series", Math.max(devices, 1) * SERIES_A_DEVICE));
        JsonFields device = fields.has("device") ? fields.object("device") : fields.nothing("device");
        Quota each = new Quota(
                device.amount("messagesPerSecond", all.messagesPerSecond()),
                device.amount("pointsPerSecond", all.pointsPerSecond()),
                device.amount("bytesPerSecond", all.bytesPerSecond()),
                device.amount("series", all.series()));
        return new Limits(devices, fields.count("storageGi"), all, each);
    }

    private static Retention retention(JsonFields fields) {
        return new Retention(fields.period("raw"), fields.period("minute"), fields.period("hour"));
    }

    private static String text(Path directory, String file) {
        try (InputStream stream = Files.newInputStream(directory.resolve(file))) {
            byte[] bytes = stream.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                throw new InvalidTenantException(file + " is longer than " + LARGEST_FILE + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new InvalidTenantException(file + " is missing");
        } catch (IOException e) {
            throw new InvalidTenantException(file + " cannot be read");
        }
    }

    private TenantFiles() {}
}
