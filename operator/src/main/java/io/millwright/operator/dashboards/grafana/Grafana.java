package io.millwright.operator.dashboards.grafana;

import io.millwright.operator.dashboards.grafana.GrafanaFault.Kind;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the server administrator of one Grafana asks of it. Every call blocks for as long as patience lasts. */
public final class Grafana {

    /** Older ones know neither uids everywhere nor the data source's present type. */
    private static final int OLDEST = 11;

    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\..*");

    private final GrafanaHttp http;
    private final String administrator;

    /**
     * For one visit: its calls end after that time, whatever Grafana does.
     *
     * @param client as {@link #client} makes it
     */
    public Grafana(HttpClient client, GrafanaServer server, Patience patience) {
        this.http = new GrafanaHttp(client, server, patience, null);
        this.administrator = server.username();
    }

    /** Follows no redirect: it would carry the login elsewhere. */
    public static HttpClient client(Duration patience) {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** A Grafana may hide its version; one that tells another than is supported is not used. */
    public void check() throws GrafanaFault {
        JsonNode health = http.call("GET", "health", null);
        if (!health.path("database").isString()) {
            throw new GrafanaFault(Kind.UNSUPPORTED, "What answers at the address is no Grafana");
        }
        if (!"ok".equals(health.path("database").asString())) {
            throw new GrafanaFault(Kind.FAILING, "Grafana cannot reach its own database");
        }
        String version = health.path("version").asString("");
        if (version.isEmpty()) {
            return;
        }
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) < OLDEST) {
            throw new GrafanaFault(
                    Kind.UNSUPPORTED,
                    "Grafana's version is " + (parts.matches() ? version : "unreadable") + ", and " + OLDEST
                            + " is the oldest that is supported");
        }
    }

    public Optional<Long> organisation(String name) throws GrafanaFault {
        Optional<JsonNode> found = http.find("orgs/name/" + GrafanaHttp.segment(name));
        return found.isEmpty() ? Optional.empty() : Optional.of(id(found.get(), "id"));
    }

    /** The caller becomes its administrator. Somebody may be faster: then this is rejected, and it is there. */
    public long createOrganisation(String name) throws GrafanaFault {
        return id(http.call("POST", "orgs", Map.of("name", name)), "orgId");
    }

    /** With everything in it. */
    public void deleteOrganisation(long id) throws GrafanaFault {
        http.call("DELETE", "orgs/" + id, null);
    }

    /** One organisation, in which the server's administrator is an administrator or is made one. */
    public Organisation in(long id) throws GrafanaFault {
        for (JsonNode user : http.call("GET", "orgs/" + id + "/users", null)) {
            if (administrator.equals(user.path("login").asString(""))) {
                if (!"Admin".equals(user.path("role").asString(""))) {
                    http.call("PATCH", "orgs/" + id + "/users/" + id(user, "userId"), Map.of("role", "Admin"));
                }
                return new Organisation(http.in(id));
            }
        }
        http.call("POST", "orgs/" + id + "/users", Map.of("loginOrEmail", administrator, "role", "Admin"));
        return new Organisation(http.in(id));
    }

    private static long id(JsonNode answer, String field) throws GrafanaFault {
        JsonNode id = answer.path(field);
        if (!id.isIntegralNumber()) {
            throw new GrafanaFault(Kind.UNSUPPORTED, "Grafana's answer has no " + field);
        }
        return id.asLong();
    }
}
