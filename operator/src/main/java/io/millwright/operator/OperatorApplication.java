package io.millwright.operator;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The operator as a process; quickstart starts the same Spring context inside its own JVM. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class OperatorApplication {

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** Settings lie in {@code operator.yaml}, so that an operator inside another process does not read that one's. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(OperatorApplication.class).properties("spring.config.name=operator");
    }
}
