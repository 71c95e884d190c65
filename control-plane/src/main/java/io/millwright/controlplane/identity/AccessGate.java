package io.millwright.controlplane.identity;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.TenantId;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Asks {@link Access} before every controller of the API: whether the caller may see the tenant of the path, then whether it
 * may do this, then whether the tenant may be changed. A controller cannot forget the question, because it does not ask.
 */
record AccessGate(Access access, RefusedAccess refused) implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        Operation operation = Operation.of(request);
        Optional<Object> name = tenantOf(request);
        if (name.isPresent()) {
            below(tenant(name.get()), caller(), operation, handler);
        } else if (!access.isOpen(operation)) {
            access.require(caller(), operation);
        }
        return true;
    }

    private void below(TenantId tenant, Caller caller, Operation operation, Object handler) {
        if (caller.grantIn(tenant).isEmpty()) {
            caller.tenants().stream()
                    .flatMap(Set::stream)
                    .forEach(own -> refused.note(caller, own, operation.toString()));
        }
        access.requireTenant(caller, tenant);
        access.require(caller, tenant, operation);
        boolean safer =
                handler instanceof HandlerMethod method && method.hasMethodAnnotation(AllowedWhileSuspended.class);
        if (!operation.reads() && !safer) {
            access.requireChangeable(caller, tenant);
        }
    }

    /** Whatever stands in a path for {@code {t}}. */
    static Optional<Object> tenantOf(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? Optional.ofNullable(variables.get("t"))
                : Optional.empty();
    }

    /** @throws ProblemException 404 for what is no tenant's name */
    static TenantId tenant(Object name) {
        try {
            return new TenantId(String.valueOf(name));
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("tenant");
        }
    }

    static Caller caller() {
        return Caller.current()
                .orElseThrow(() -> new IllegalStateException("a path that needs a caller was opened to everybody"));
    }
}
