package io.millwright.controlplane;

import io.millwright.controlplane.identity.AccessPolicy;
import io.millwright.controlplane.identity.Admission;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.problem.ProblemBody;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Says of every operation who may do it, as the policy has it, and which problems it answers with. */
@Component
class EveryOperation implements OpenApiCustomizer {

    private final AccessPolicy policy;

    EveryOperation(AccessPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void customise(OpenAPI api) {
        ModelConverters.getInstance(true)
                .readAll(ProblemBody.class)
                .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    operation.setOperationId(id(method.name(), path));
                    complete(
                            operation,
                            path,
                            policy.of(new io.millwright.controlplane.identity.Operation(method.name(), path)));
                }));
    }

    /** Follows from the path alone, so that another operation changes no id. */
    private static String id(String method, String path) {
        return (method.toLowerCase(Locale.ROOT) + path.replaceAll("[^a-zA-Z0-9]+", "_")).replaceFirst("_$", "");
    }

    private static void complete(Operation operation, String path, Optional<Admission> line) {
        line.ifPresent(admission -> operation.setDescription(described(operation, admission)));
        boolean open = line.filter(Admission.Open.class::isInstance).isPresent();
        if (open) {
            operation.setSecurity(List.of());
        } else {
            answer(operation, "401", "No valid API key or access token came with the request");
        }
        if (!open && line.filter(Admission.SignedIn.class::isInstance).isEmpty()) {
            answer(operation, "403", "The caller may not do this, or the tenant is suspended");
        }
        if (path.contains("{")) {
            answer(operation, "404", "There is no such thing, or the caller may not see it");
        }
        if (parameters(operation).anyMatch(parameter -> "If-Match".equals(parameter.getName()))) {
            answer(operation, "412", "It is not at the revision that If-Match names");
        }
        if (parameters(operation).anyMatch(parameter -> !"path".equals(parameter.getIn()))
                || operation.getRequestBody() != null) {
            answer(operation, "400", "The request is not valid; errors name every fault");
        }
        answer(operation, "429", "Too many requests; Retry-After says when to come again");
        answer(operation, "default", "Any other problem");
    }

    private static String described(Operation operation, Admission admission) {
        String before = operation.getDescription() == null ? "" : operation.getDescription() + "\n\n";
        return before + "For "
                + switch (admission) {
                    case Admission.Open _ -> "everybody.";
                    case Admission.SignedIn _ -> "every caller.";
                    case Admission.People _ -> "people, and not for API keys.";
                    case Admission.AdministratorOnly _ -> "the administrator.";
                    case Admission.Roles roles ->
                        "the roles " + words(roles) + (roles.bySite() ? ", also of some sites." : ".");
                };
    }

    private static String words(Admission.Roles roles) {
        return roles.roles().stream().sorted().map(Role::word).collect(Collectors.joining(", "));
    }

    private static Stream<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? Stream.empty() : operation.getParameters().stream();
    }

    private static void answer(Operation operation, String status, String description) {
        operation
                .getResponses()
                .addApiResponse(
                        status,
                        new ApiResponse()
                                .description(description)
                                .content(new Content()
                                        .addMediaType(
                                                "application/problem+json",
                                                new MediaType()
                                                        .schema(new Schema<>()
                                                                .$ref("#/components/schemas/ProblemBody")))));
    }
}
