package io.millwright.operator.plan;

import org.jspecify.annotations.Nullable;

/**
 * The Gateway that passes devices' connections on by the server name they ask for, unopened.
 *
 * @param section its TLS listener in mode Passthrough, on the port of MQTT; null for any that takes the route
 */
public record MqttGateway(
        String namespace, String name, @Nullable String section) {}
