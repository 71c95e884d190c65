package io.millwright.controlplane.pki;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where keys lie.
 *
 * @param namespace of the Secrets that the operator makes, and of those that are made here
 */
@ConfigurationProperties("millwright.control-plane.pki")
public record PkiSettings(@DefaultValue("millwright-pki") String namespace) {}
