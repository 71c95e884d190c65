package io.millwright.operator.broker;

import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantPlan;

/**
 * {@code emqx.conf} of a tenant's own EMQX. What stands in it wins over whatever is changed through the REST API, so drift ends
 * with the next start. Why each limit is as it is stands beside it, because operators read this file in the cluster.
 */
public final class EmqxConfiguration {

    public static final String KEY = "emqx.conf";

    static final String DIRECTORY = "/opt/emqx/etc/millwright";

    static final String TLS = DIRECTORY + "/tls";

    static final String CLIENT = DIRECTORY + "/client";

    static final String ADMIN = DIRECTORY + "/admin";

    /** The domain of the cluster; nodes are called by names that their own name service answers with. */
    private static final String CLUSTER_DOMAIN = ".svc.cluster.local";

    /** Room for runtimes, and for a device that comes back before the broker noticed that it left. */
    private static final int SPARE_CONNECTIONS = 20;

    private static final String TEXT = """
        # Made by the operator. It wins over anything that is changed through the REST API.
        node {data_dir = "/opt/emqx/data"}
        cluster {
          discovery_strategy = dns
          dns {name = "%1$s", record_type = srv}
        }
        rpc {port_discovery = manual, tcp_server_port = 5369}

        # One way in: TLS with a client certificate. The authority of the tenant ends no path for this TLS stack, so the
        # root stands beside it in ca.crt; that the issuer is this tenant's is checked by the runtime, for every session.
        listeners {
          ssl.default {
            bind = "0.0.0.0:8883"
            max_connections = %2$d
            ssl_options {
              cacertfile = "%4$s/ca.crt"
              certfile = "%4$s/tls.crt"
              keyfile = "%4$s/tls.key"
              versions = ["tlsv1.3", "tlsv1.2"]
              verify = verify_peer
              fail_if_no_peer_cert = true
            }
          }
          tcp.default.enable = false
          ws.default.enable = false
          wss.default.enable = false
        }

        # The runtime gets the certificate itself and decides by it. An answer that is none (4xx, 5xx, silence) counts as
        # "ignore" and the chain goes on; the database has no users and no client of ours sends a password, so it ends in
        # "denied". It also keeps the chain from being empty, which EMQX takes for "everybody may".
        authentication = [
          {
            mechanism = password_based
            backend = http
            method = post
            url = "https://%3$s:8443/v1/mqtt/auth"
            headers {"content-type" = "application/json"}
            body {clientid = "${clientid}", certificate = "${cert_pem}"}
            request_timeout = 5s
            connect_timeout = 5s
            enable_pipelining = 1
            ssl {
              enable = true
              verify = verify_peer
              server_name_indication = "%3$s"
              cacertfile = "%5$s/ca.crt"
              certfile = "%5$s/tls.crt"
              keyfile = "%5$s/tls.key"
            }
          },
          {
            mechanism = password_based
            backend = built_in_database
            user_id_type = clientid
          }
        ]

        # Rights come with the runtime's answer and live in the session; there is no other source, and what they do not say is
        # denied. A cache would save nothing and delay. An MQTT 3 client cannot be told in a PUBACK that it was refused:
        # silence would look like success, so the connection ends.
        authorization {
          sources = []
          no_match = deny
          deny_action = disconnect
          cache {enable = false}
        }

        # EMQX drops what does not fit, silently. max_inflight bounds what the one consumer may hold unacknowledged: 20,000
        # messages a second that take 100 ms to commit. The queue bridges a consumer that changes; beyond it, and when a node
        # dies, agents repeat what no receipt covers. The heap limit leaves room for such a queue.
        mqtt {
          max_packet_size = 1MB
          max_clientid_len = 200
          max_topic_levels = 16
          max_inflight = 2000
          max_mqueue_len = 10000
          mqueue_store_qos0 = false
          shared_subscription = false
          strict_mode = true
        }
        force_shutdown {max_heap_size = 128MB}
        # Configurations are retained and must outlive a restart of all nodes.
        retainer.backend {type = built_in_database, storage_type = disc}
        # "$delayed/..." would publish under a name that rights do not see.
        delayed.enable = false

        # The REST API, for the tenant's runtime; network policy lets nobody else near it.
        dashboard {
          listeners.http.bind = 0
          listeners.https {
            bind = "0.0.0.0:18084"
            ssl_options {certfile = "%4$s/tls.crt", keyfile = "%4$s/tls.key", versions = ["tlsv1.3", "tlsv1.2"]}
          }
          swagger_support = false
        }
        api_key.bootstrap_file = "%6$s/api-keys"

        telemetry.enable = false
        log {
          console {enable = true, level = warning, formatter = json}
          file.default.enable = false
        }
        """;

    public static String of(TenantPlan plan) {
        return TEXT.formatted(
                nodes(plan.namespace()),
                plan.choice().limits().devices() + SPARE_CONNECTIONS,
                Names.RUNTIME + "." + plan.runtimeNamespace() + ".svc",
                TLS,
                CLIENT,
                ADMIN);
    }

    /** Name that stands for all nodes of a broker. */
    static String nodes(String namespace) {
        return Names.BROKER_NODES + "." + namespace + CLUSTER_DOMAIN;
    }

    private EmqxConfiguration() {}
}
