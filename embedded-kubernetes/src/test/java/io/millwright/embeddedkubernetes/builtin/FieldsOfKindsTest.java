package io.millwright.embeddedkubernetes.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.millwright.embeddedkubernetes.schema.StructuralSchema;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The data files against the classes that our own client writes: what these can send, the server must know. */
class FieldsOfKindsTest {

    /** Newer than the server, or fields that nobody here sends. */
    private static final Set<String> LEFT_OUT = Set.of("workloadRef");

    @ParameterizedTest
    @ValueSource(
            classes = {
                Namespace.class,
                ConfigMap.class,
                Secret.class,
                Service.class,
                ServiceAccount.class,
                Pod.class,
                PersistentVolumeClaim.class,
                ResourceQuota.class,
                LimitRange.class,
                Event.class,
                Deployment.class,
                StatefulSet.class,
                NetworkPolicy.class,
                Ingress.class,
                PodDisruptionBudget.class,
                ClusterRole.class,
                HorizontalPodAutoscaler.class,
                CronJob.class,
                RoleBinding.class,
                Lease.class
            })
    void every_field_of_the_client_is_known(Class<?> model) {
        List<String> missing = new ArrayList<>();
        StructuralSchema schema = (StructuralSchema)
                BuiltInDefaultsTest.type(model.getSimpleName()).schema();

        compare(model, schema, model.getSimpleName(), new HashSet<>(), missing);

        assertThat(missing).isEmpty();
    }

    private static void compare(
            Class<?> model, StructuralSchema schema, String path, Set<Class<?>> seen, List<String> missing) {
        if (schema.preservesUnknownFields() || !seen.add(model)) {
            return;
        }
        for (Field field : model.getDeclaredFields()) {
            JsonProperty annotation = field.getAnnotation(JsonProperty.class);
            if (annotation == null || LEFT_OUT.contains(annotation.value())) {
                continue;
            }
            StructuralSchema known = schema.properties().get(annotation.value());
            String at = path + "." + annotation.value();
            if (known == null) {
                missing.add(at);
            } else {
                descend(field.getGenericType(), known, at, seen, missing);
            }
        }
    }

    private static void descend(
            Type type, StructuralSchema schema, String path, Set<Class<?>> seen, List<String> missing) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            StructuralSchema inner = schema.items() != null ? schema.items() : schema.additionalProperties();
            if (inner != null) {
                descend(arguments[arguments.length - 1], inner, path + "[]", seen, missing);
            }
        } else if (type instanceof Class<?> model && schema.type().equals("object")) {
            compare(model, schema, path, seen, missing);
        }
    }
}
