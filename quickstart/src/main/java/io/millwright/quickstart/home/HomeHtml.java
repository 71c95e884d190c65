package io.millwright.quickstart.home;

import io.millwright.quickstart.tenants.TenantView;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The home page as text; everything that comes from a resource is escaped. */
final class HomeHtml {

    private HomeHtml() {}

    static String of(List<TenantView> tenants, String kubeconfig) {
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta http-equiv="refresh" content="5"><title>Millwright</title>
            <style>
              :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
              body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
              table { border-collapse: collapse; width: 100%% }
              th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8884 }
              pre { padding: .8rem; overflow: auto; background: #8882 } small { opacity: .8 }
            </style></head><body>
            <h1>Millwright</h1>
            %s
            <h2>What to type next</h2>
            <pre>export KUBECONFIG=%s
            kubectl apply -f crds/samples/tenant.yaml
            kubectl wait --for=condition=Ready tenant/acme --timeout=60s
            kubectl get tenants
            kubectl apply -f crds/samples/site-and-fleets.yaml</pre>
            </body></html>
            """.formatted(tenants.isEmpty() ? "<p>There is no tenant yet.</p>" : table(tenants), text(kubeconfig));
    }

    private static String table(List<TenantView> tenants) {
        return tenants.stream()
                .map(HomeHtml::row)
                .collect(Collectors.joining(
                        "\n",
                        "<table><thead><tr><th scope=col>Tenant<th scope=col>Tier<th scope=col>Phase"
                                + "<th scope=col>Broker<th scope=col>Conditions</tr></thead><tbody>",
                        "</tbody></table>"));
    }

    private static String row(TenantView tenant) {
        String conditions = tenant.conditions().stream()
                .map(condition -> text(condition.type()) + "=" + text(condition.status())
                        + ("True".equals(condition.status())
                                ? ""
                                : " <small>" + text(condition.reason()) + ": " + text(condition.message())
                                        + "</small>"))
                .collect(Collectors.joining("<br>"));
        return "<tr><th scope=row>" + text(tenant.name()) + "<td>" + text(tenant.tier()) + "<td>" + text(tenant.phase())
                + "<td>" + text(tenant.mqtt()) + "<td>" + conditions + "</tr>";
    }

    private static String text(@Nullable String raw) {
        return raw == null
                ? ""
                : raw.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;");
    }
}
