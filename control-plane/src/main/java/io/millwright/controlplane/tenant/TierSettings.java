package io.millwright.controlplane.tenant;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * What this installation sells.
 *
 * @param catalog the operator's own file; both must be given the same
 */
@ConfigurationProperties("millwright.control-plane.tier")
record TierSettings(
        @DefaultValue("classpath:io/millwright/controlplane/tenant/tiers.yaml")
        Resource catalog) {}
