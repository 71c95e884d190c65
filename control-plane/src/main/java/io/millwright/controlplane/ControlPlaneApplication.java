package io.millwright.controlplane;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The control plane as a process; quickstart starts the same Spring context inside its own JVM. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class) // there are no passwords here to invent
@ConfigurationPropertiesScan
public class ControlPlaneApplication {

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** Settings lie in {@code control-plane.yaml}, so that a control plane inside another process does not read that one's. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(ControlPlaneApplication.class)
                .properties("spring.config.name=control-plane");
    }
}
