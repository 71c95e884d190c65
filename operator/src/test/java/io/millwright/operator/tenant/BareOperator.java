package io.millwright.operator.tenant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.OperatorApplication;
import io.millwright.operator.attention.ReconcileWatch;
import io.millwright.operator.historian.HistorianAdministrator;
import io.millwright.operator.leadership.Leadership;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.MapPropertySource;

/** The operator's own beans and none of Spring Boot's: it starts in a moment, so that a test can start it many times. */
final class BareOperator implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private volatile boolean dethroned;

    /** @param more settings of this operator, by their whole name */
    BareOperator(Path kubeconfig, HistorianAdministrator historian, Clock clock, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "millwright.operator.kubernetes.kubeconfig", kubeconfig,
                "millwright.operator.controller.resync", "1h",
                "millwright.operator.historian.pooled.password", "unused",
                "millwright.operator.version", "test",
                // Each shard that there may be is watched from the start.
                "millwright.operator.pool.shards", "1",
                "millwright.operator.enrollment.names", "localhost"));
        settings.putAll(more);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.registerBean("meterRegistry", MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean("historianAdministrator", HistorianAdministrator.class, () -> historian);
        context.registerBean("clock", Clock.class, () -> clock);
        // This process outlives its operators.
        context.registerBean("leadership", Leadership.class, () -> new Leadership(this::dethrone));
        context.register(Everything.class);
        context.refresh();
    }

    <B> B bean(Class<B> type) {
        return context.getBean(type);
    }

    /** Of Tenants. */
    ReconcileWatch<Tenant> watch() {
        return context.<ReconcileWatch<Tenant>>getBeanProvider(
                        ResolvableType.forClassWithGenerics(ReconcileWatch.class, Tenant.class))
                .getObject();
    }

    private void dethrone() {
        close();
        dethroned = true;
    }

    /** Whether another operator took the lease from this one, which is at an end since. */
    boolean isDethroned() {
        return dethroned;
    }

    double writes() {
        return bean(MeterRegistry.class).find("millwright.operator.writes").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        context.close();
    }

    /** Not a component, so that no other context of the tests finds it. */
    @ComponentScan(
            basePackageClasses = OperatorApplication.class,
            excludeFilters =
                    @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = OperatorApplication.class))
    @ConfigurationPropertiesScan(basePackageClasses = OperatorApplication.class)
    static class Everything {}
}
