package io.millwright.quickstart.bench;

import io.millwright.quickstart.postgres.LocalDatabase;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What an API over a database costs at the least: Spring MVC on virtual threads, one SELECT, one row as JSON. */
final class BareEndpoint implements AutoCloseable {

    private static final int ROWS = 1_000;

    private final ConfigurableApplicationContext context;

    private BareEndpoint(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Makes its table in that database and serves it on a free loopback port. */
    static BareEndpoint start(LocalDatabase database) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .properties(Map.of(
                        "spring.config.name", "bare-endpoint",
                        "spring.datasource.url", database.url(),
                        "spring.datasource.username", database.username(),
                        "spring.datasource.password", database.password(),
                        "spring.threads.virtual.enabled", "true",
                        "spring.main.log-startup-info", "false",
                        "spring.jmx.enabled", "false",
                        "server.address", "127.0.0.1",
                        "server.port", "0"))
                .run();
        JdbcClient client = context.getBean(JdbcClient.class);
        client.sql("CREATE TABLE machine (id integer PRIMARY KEY, name text NOT NULL)")
                .update();
        client.sql("INSERT INTO machine SELECT n, 'machine ' || n FROM generate_series(1, :rows) n")
                .param("rows", ROWS)
                .update();
        return new BareEndpoint(context);
    }

    /** One of its rows. */
    URI address(int row) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port")
                + "/machines/" + (1 + row % ROWS));
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    @Import(Machines.class)
    static class Application {}

    @RestController
    static class Machines {

        private final JdbcClient database;

        Machines(JdbcClient database) {
            this.database = database;
        }

        /** A row. */
        record Machine(int id, String name) {}

        @GetMapping("/machines/{id}")
        Machine machine(@PathVariable int id) {
            return database.sql("SELECT id, name FROM machine WHERE id = :id")
                    .param("id", id)
                    .query((row, _) -> new Machine(row.getInt("id"), row.getString("name")))
                    .single();
        }
    }
}
