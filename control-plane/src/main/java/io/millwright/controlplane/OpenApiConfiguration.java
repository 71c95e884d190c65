package io.millwright.controlplane;

import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the API at {@code /api/v1/openapi.json}, from which the portal's types and the isolation tests are made. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String KEY = "apiKey";
    private static final String TOKEN = "bearer";

    OpenApiConfiguration() {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Caller.class, Grant.class)
                .replaceWithSchema(TenantId.class, new StringSchema())
                .replaceWithSchema(SiteId.class, new StringSchema())
                .replaceWithSchema(DeviceId.class, new StringSchema());
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info().title("Millwright").version("v1").description("""
                    Industrial IoT as a service.

                    Bodies are JSON; refusals are problem details (RFC 9457), one page each below /problems. Lists
                    come in pages: send `next` back as `cursor`. A POST, PUT, PATCH or DELETE with an
                    `Idempotency-Key` has one effect however often it is sent within a day. Resources carry an
                    `ETag`; a change with `If-Match` is made only to that revision.\
                    """))
                .servers(List.of(new Server().url("/")))
                .addSecurityItem(new SecurityRequirement().addList(KEY))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN))
                .components(new Components()
                        .addSecuritySchemes(
                                KEY,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-Api-Key")
                                        .description("A program's key, made at /tenants/{t}/api-keys"))
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")
                                        .description("An access token of 15 minutes, of a person or of a key")));
    }
}
