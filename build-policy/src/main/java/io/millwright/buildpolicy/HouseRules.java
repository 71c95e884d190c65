package io.millwright.buildpolicy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.jspecify.annotations.NullMarked;

/**
 * Rules of the house, run by each module's own {@code ArchitectureTest}. Which module may use which is the poms'
 * business first; {@link #modules_point_one_way} says it again for packages, so that a pom cannot be bent quietly.
 */
public final class HouseRules {

    @ArchTest
    static final ArchRule packages_are_null_marked = ArchRuleDefinition.classes()
            .that()
            .doNotHaveSimpleName("package-info")
            .should(new ArchCondition<JavaClass>("lie in a package marked @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " of " + type.getName()));
                }
            });

    @ArchTest
    static final ArchRule packages_name_ideas = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..common..", "..impl..", "..dto..", "..helper..", "..manager..");

    @ArchTest
    static final ArchRule state_is_not_static = fields().that()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .beFinal()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule fields_are_not_injected = fields().should()
            .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .andShould()
            .notBeAnnotatedWith("jakarta.inject.Inject")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule features_form_no_cycle =
            slices().matching("io.millwright.*.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    /** The directions of architecture.md: domain never knows its neighbours, nothing knows quickstart. */
    @ArchTest
    static void modules_point_one_way(com.tngtech.archunit.core.domain.JavaClasses classes) {
        for (Direction direction : Direction.values()) {
            noClasses()
                    .that()
                    .resideInAPackage(direction.from)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(direction.never)
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    private enum Direction {
        CRDS("io.millwright.crd..", "io.millwright.wire..", "io.millwright.operator..", "io.millwright.controlplane.."),
        WIRE(
                "io.millwright.wire..",
                "io.fabric8..",
                "org.springframework..",
                "io.millwright.operator..",
                "io.millwright.runtime.."),
        OPERATOR(
                "io.millwright.operator..",
                "io.millwright.controlplane..",
                "io.millwright.runtime..",
                "io.millwright.embeddedkubernetes..",
                "io.millwright.quickstart.."),
        CONTROL_PLANE(
                "io.millwright.controlplane..",
                "io.millwright.operator..",
                "io.millwright.runtime..",
                "io.millwright.embeddedkubernetes..",
                "io.millwright.quickstart.."),
        RUNTIME(
                "io.millwright.runtime..",
                "io.fabric8..",
                "io.millwright.crd..",
                "io.millwright.operator..",
                "io.millwright.controlplane..",
                "io.millwright.quickstart.."),
        EDGE(
                "io.millwright.edge..",
                "io.fabric8..",
                "org.springframework..",
                "io.millwright.crd..",
                "io.millwright.operator..",
                "io.millwright.controlplane..",
                "io.millwright.runtime.."),
        BROKER_EXTENSION(
                "io.millwright.brokerextension..",
                "io.fabric8..",
                "org.springframework..",
                "io.millwright.crd..",
                "io.millwright.operator..",
                "io.millwright.quickstart.."),
        EMBEDDED_KUBERNETES(
                "io.millwright.embeddedkubernetes..",
                "io.millwright.crd..",
                "io.millwright.operator..",
                "io.millwright.quickstart..",
                "io.fabric8..");

        private final String from;
        private final String[] never;

        Direction(String from, String... never) {
            this.from = from;
            this.never = never;
        }
    }

    private HouseRules() {}
}
