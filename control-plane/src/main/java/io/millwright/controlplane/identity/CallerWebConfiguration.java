package io.millwright.controlplane.identity;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.TenantId;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands controllers their {@link Caller}, and asks {@link Access} about the {@code {t}} of every path before they run. */
@Configuration(proxyBeanMethods = false)
class CallerWebConfiguration implements WebMvcConfigurer {

    private final Access access;
    private final RefusedAccess refused;

    CallerWebConfiguration(Access access, RefusedAccess refused) {
        this.access = access;
        this.refused = refused;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new TenantGate(access, refused))
                .addPathPatterns("/api/v1/tenants/*", "/api/v1/tenants/*/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
    }

    /** A controller cannot forget the question, because it is not the controller that asks. */
    private record TenantGate(Access access, RefusedAccess refused) implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (request.getDispatcherType() != DispatcherType.REQUEST) {
                return true;
            }
            Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
            Object name = variables instanceof Map<?, ?> map ? map.get("t") : null;
            Caller caller = caller();
            TenantId tenant = tenant(name);
            if (caller.grantIn(tenant).isEmpty()) {
                caller.tenants().stream()
                        .flatMap(Set::stream)
                        .forEach(own -> refused.note(caller, own, operation(request)));
            }
            access.requireTenant(caller, tenant);
            if (changes(request, handler)) {
                access.requireChangeable(caller, tenant);
            }
            return true;
        }

        private static String operation(HttpServletRequest request) {
            return request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        }

        private static boolean changes(HttpServletRequest request, Object handler) {
            boolean reads =
                    request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
            return !reads
                    && !(handler instanceof HandlerMethod method
                            && method.hasMethodAnnotation(AllowedWhileSuspended.class));
        }

        private static TenantId tenant(@Nullable Object name) {
            try {
                return new TenantId(String.valueOf(name));
            } catch (IllegalArgumentException e) {
                throw ProblemException.notFound("tenant");
            }
        }
    }

    private static final class CallerArgument implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Caller.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory factory) {
            return caller();
        }
    }

    private static Caller caller() {
        return Caller.current()
                .orElseThrow(() -> new IllegalStateException("a path that needs a caller was opened to everybody"));
    }
}
