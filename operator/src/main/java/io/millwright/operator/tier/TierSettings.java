package io.millwright.operator.tier;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/** @param catalog the YAML of the tiers; the shipped one unless an installation brings its own ({@code file:/...}) */
@ConfigurationProperties("millwright.operator.tier")
public record TierSettings(
        @DefaultValue("classpath:tiers.yaml") Resource catalog) {}
