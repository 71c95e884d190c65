package io.millwright.operator.dashboards;

import io.millwright.operator.plan.Names;

/** {@code grafana.ini} of an own Grafana: one organisation, one login, nothing that leaves the cluster. */
final class GrafanaIni {

    /** Where the Secret is mounted. */
    static final String SECRETS = "/etc/millwright/secrets";

    /** Where the ConfigMap with the dashboards is mounted. */
    static final String DASHBOARDS = "/etc/millwright/dashboards";

    /** @param address where browsers find it, or how it would be called if it were reached */
    static String text(String address) {
        return """
            [server]
            http_port = %d
            root_url = %s

            [database]
            type = sqlite3
            wal = true

            [security]
            admin_user = %s
            admin_password = $__file{%s/%s}
            secret_key = $__file{%s/%s}
            cookie_secure = true
            cookie_samesite = lax
            allow_embedding = false
            disable_gravatar = true
            content_security_policy = true
            strict_transport_security = true

            [users]
            allow_sign_up = false
            allow_org_create = false
            default_language = detect

            [auth]
            login_maximum_inactive_lifetime_duration = 1d
            login_maximum_lifetime_duration = 7d

            [auth.anonymous]
            enabled = false

            [auth.basic]
            enabled = false

            [analytics]
            reporting_enabled = false
            check_for_updates = false
            check_for_plugin_updates = false
            feedback_links_enabled = false

            [news]
            news_feed_enabled = false

            [plugins]
            plugin_admin_enabled = false
            preinstall_disabled = true
            public_key_retrieval_disabled = true

            [snapshots]
            enabled = false
            external_enabled = false

            [public_dashboards]
            enabled = false

            [unified_alerting]
            enabled = false

            [metrics]
            enabled = false

            [dashboards]
            default_home_dashboard_path = %s/overview.json
            min_refresh_interval = 5s

            [log]
            mode = console

            [log.console]
            format = json
            """.formatted(
                        Names.GRAFANA_PORT,
                        address,
                        GrafanaSecret.ADMINISTRATOR,
                        SECRETS,
                        GrafanaSecret.ADMINISTRATOR_PASSWORD,
                        SECRETS,
                        GrafanaSecret.SECRET_KEY,
                        DASHBOARDS);
    }

    private GrafanaIni() {}
}
