package io.millwright.controlplane.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands controllers their {@link Caller} and its {@link Grant} in the tenant of the path, and puts the gate before them. */
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
        registry.addInterceptor(new AccessGate(access, refused)).addPathPatterns("/api/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new Argument(Caller.class, _ -> AccessGate.caller()));
        resolvers.add(new Argument(Grant.class, CallerWebConfiguration::grant));
    }

    private static Grant grant(NativeWebRequest request) {
        HttpServletRequest http = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        Object name = AccessGate.tenantOf(http)
                .orElseThrow(() -> new IllegalStateException("a grant is had in a tenant, and the path names none"));
        return AccessGate.caller()
                .grantIn(AccessGate.tenant(name))
                .orElseThrow(() -> new IllegalStateException("the gate let in who has no grant"));
    }

    /** A parameter of exactly this type, which follows from the request. */
    private record Argument(Class<?> type, Function<NativeWebRequest, Object> value)
            implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == type;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory factory) {
            return value.apply(request);
        }
    }
}
