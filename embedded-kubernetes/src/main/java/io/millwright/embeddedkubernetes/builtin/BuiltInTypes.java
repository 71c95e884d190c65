package io.millwright.embeddedkubernetes.builtin;

import io.millwright.embeddedkubernetes.builtin.BuiltInType.Kind;
import io.millwright.embeddedkubernetes.customresource.CustomResourceDefinitions;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.schema.FieldErrors;
import io.millwright.embeddedkubernetes.schema.StructuralSchema.TypeRule;
import io.millwright.embeddedkubernetes.schema.TypeCatalog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The built-in kinds that the operator and the control plane write and kubectl touches. Their fields are data (the
 * {@code .types} files beside this class); here stands what discovery says of them and which Java rules they obey.
 */
public final class BuiltInTypes {

    private BuiltInTypes() {}

    public static List<ResourceType> all() {
        return all(Clock.systemUTC());
    }

    /** With the clock that ages in columns are reckoned by. */
    public static List<ResourceType> all(Clock clock) {
        TypeCatalog catalog = catalog();
        List<ResourceType> types = new ArrayList<>();
        add(types, catalog, clock, "io.k8s.api.core.v1", core());
        add(types, catalog, clock, "io.k8s.api.apps.v1", apps());
        add(types, catalog, clock, "io.k8s.api.networking.v1", networking());
        add(types, catalog, clock, "io.k8s.api.rbac.v1", rbac());
        add(types, catalog, clock, "io.k8s.api.batch.v1", batch());
        add(types, catalog, clock, "io.k8s.api.policy.v1", List.of(budget()));
        add(types, catalog, clock, "io.k8s.api.autoscaling.v2", List.of(autoscaler()));
        add(types, catalog, clock, "io.k8s.api.events.v1", List.of(newEvent()));
        add(types, catalog, clock, "io.k8s.api.coordination.v1", List.of(lease()));
        add(types, catalog, clock, "io.k8s.api.admissionregistration.v1", admission());
        add(types, catalog, clock, "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1", List.of(definition()));
        add(
                types,
                catalog,
                clock,
                "io.k8s.api.authorization.v1",
                List.of(
                        asked("authorization.k8s.io", "SelfSubjectAccessReview"),
                        asked("authorization.k8s.io", "SelfSubjectRulesReview")));
        add(
                types,
                catalog,
                clock,
                "io.k8s.api.authentication.v1",
                List.of(asked("authentication.k8s.io", "SelfSubjectReview")));
        return List.copyOf(types);
    }

    private static TypeCatalog catalog() {
        Map<String, TypeRule> rules = new HashMap<>(WorkloadRules.BY_TYPE);
        rules.putAll(ObjectRules.BY_TYPE);
        rules.put("ServiceSpec", Services::spec);
        TypeCatalog catalog = new TypeCatalog(ComputedDefaults.BY_TYPE, rules);
        for (String file : List.of(
                "core",
                "apps",
                "networking",
                "rbac",
                "batch",
                "policy",
                "autoscaling",
                "events",
                "coordination",
                "admissionregistration",
                "apiextensions",
                "authorization",
                "authentication")) {
            catalog.load(BuiltInTypes.class, file + ".types");
        }
        return catalog;
    }

    private static void add(
            List<ResourceType> types, TypeCatalog catalog, Clock clock, String packageName, List<Kind> kinds) {
        for (Kind kind : kinds) {
            types.add(kind.build(catalog.schema(packageName + "." + kind.name()), clock));
        }
    }

    private static Kind kind(String group, String name, String plural) {
        return new Kind(group, "v1", name, plural);
    }

    private static List<Kind> core() {
        return List.of(
                kind("", "Namespace", "namespaces")
                        .cluster()
                        .withoutDeleteCollection()
                        .status()
                        .called("ns")
                        .selectable("status.phase")
                        .cells(KindCells.NAMESPACE)
                        .onCreate(Preparations::namespace),
                kind("", "ConfigMap", "configmaps")
                        .called("cm")
                        .cells(KindCells.CONFIG_MAP)
                        .checkUpdate(ObjectRules::configurationChange),
                kind("", "Secret", "secrets")
                        .selectable("type")
                        .cells(KindCells.SECRET)
                        .checkUpdate(ObjectRules::secretChange),
                kind("", "Service", "services")
                        .status()
                        .called("svc")
                        .in("all")
                        .selectable("spec.clusterIP", "spec.type")
                        .cells(KindCells.SERVICE)
                        .onCreate(Services::assign)
                        .onUpdate(Services::keep)
                        .checkUpdate(Services::change),
                kind("", "ServiceAccount", "serviceaccounts").called("sa"),
                kind("", "Pod", "pods")
                        .status()
                        .generation()
                        .called("po")
                        .in("all")
                        .selectable("spec.nodeName", "spec.restartPolicy", "spec.serviceAccountName", "status.phase")
                        .cells(KindCells.POD)
                        .onCreate(Preparations::pod),
                kind("", "PersistentVolumeClaim", "persistentvolumeclaims")
                        .status()
                        .called("pvc")
                        .cells(KindCells.CLAIM)
                        .checkUpdate(WorkloadRules::claimChange),
                kind("", "ResourceQuota", "resourcequotas")
                        .status()
                        .called("quota")
                        .cells(KindCells.QUOTA),
                kind("", "LimitRange", "limitranges").called("limits").cells(Cells.NAME_AND_CREATION),
                kind("", "Event", "events")
                        .called("ev")
                        .selectable(
                                "involvedObject.kind",
                                "involvedObject.namespace",
                                "involvedObject.name",
                                "involvedObject.uid",
                                "involvedObject.apiVersion",
                                "involvedObject.resourceVersion",
                                "involvedObject.fieldPath",
                                "reason",
                                "reportingComponent",
                                "source",
                                "type")
                        .cells(KindCells.EVENT)
                        .checkCreate(check -> ObjectRules.event(check, "involvedObject")),
                kind("", "Endpoints", "endpoints").called("ep"),
                kind("", "Node", "nodes")
                        .cluster()
                        .status()
                        .called("no")
                        .selectable("spec.unschedulable")
                        .cells(KindCells.NODE));
    }

    private static List<Kind> apps() {
        return List.of(
                kind("apps", "Deployment", "deployments")
                        .status()
                        .generation()
                        .scale(".spec.selector")
                        .called("deploy")
                        .in("all")
                        .cells(KindCells.DEPLOYMENT)
                        .checkUpdate(WorkloadRules.immutable("selector")),
                kind("apps", "StatefulSet", "statefulsets")
                        .status()
                        .generation()
                        .scale(".spec.selector")
                        .called("sts")
                        .in("all")
                        .cells(KindCells.STATEFUL_SET)
                        .checkUpdate(WorkloadRules::statefulSetChange),
                kind("apps", "ReplicaSet", "replicasets")
                        .status()
                        .generation()
                        .scale(".spec.selector")
                        .called("rs")
                        .in("all")
                        .selectable("status.replicas")
                        .cells(KindCells.REPLICA_SET)
                        .checkUpdate(WorkloadRules.immutable("selector")),
                kind("apps", "ControllerRevision", "controllerrevisions"));
    }

    private static List<Kind> networking() {
        return List.of(
                kind("networking.k8s.io", "NetworkPolicy", "networkpolicies")
                        .generation()
                        .called("netpol")
                        .cells(KindCells.NETWORK_POLICY),
                kind("networking.k8s.io", "Ingress", "ingresses")
                        .status()
                        .generation()
                        .called("ing")
                        .cells(KindCells.INGRESS));
    }

    private static List<Kind> rbac() {
        String group = "rbac.authorization.k8s.io";
        return List.of(
                kind(group, "Role", "roles").cells(Cells.NAME_AND_CREATION),
                kind(group, "RoleBinding", "rolebindings")
                        .cells(KindCells.ROLE_BINDING)
                        .checkUpdate(ObjectRules::roleRefChange),
                kind(group, "ClusterRole", "clusterroles").cluster().cells(Cells.NAME_AND_CREATION),
                kind(group, "ClusterRoleBinding", "clusterrolebindings")
                        .cluster()
                        .cells(KindCells.ROLE_BINDING)
                        .checkUpdate(ObjectRules::roleRefChange));
    }

    private static List<Kind> batch() {
        return List.of(
                kind("batch", "Job", "jobs")
                        .status()
                        .generation()
                        .in("all")
                        .cells(KindCells.JOB)
                        .checkUpdate(WorkloadRules.immutable("selector")),
                kind("batch", "CronJob", "cronjobs")
                        .status()
                        .generation()
                        .called("cj")
                        .in("all")
                        .cells(KindCells.CRON_JOB));
    }

    private static Kind budget() {
        return kind("policy", "PodDisruptionBudget", "poddisruptionbudgets")
                .status()
                .generation()
                .called("pdb")
                .cells(KindCells.BUDGET);
    }

    private static Kind autoscaler() {
        return new Kind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers")
                .status()
                .called("hpa")
                .in("all")
                .cells(KindCells.AUTOSCALER);
    }

    private static Kind newEvent() {
        return kind("events.k8s.io", "Event", "events")
                .called("ev")
                .cells(KindCells.NEW_EVENT)
                .checkCreate(check -> ObjectRules.event(check, "regarding"));
    }

    private static Kind lease() {
        return kind("coordination.k8s.io", "Lease", "leases").cells(KindCells.LEASE);
    }

    private static List<Kind> admission() {
        String group = "admissionregistration.k8s.io";
        return List.of(
                kind(group, "ValidatingAdmissionPolicy", "validatingadmissionpolicies")
                        .cluster()
                        .status()
                        .generation()
                        .cells(Cells.NAME_AND_CREATION),
                kind(group, "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings")
                        .cluster()
                        .cells(Cells.NAME_AND_CREATION));
    }

    private static Kind definition() {
        return kind("apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions")
                .cluster()
                .status()
                .generation()
                .called("crd", "crds")
                .in("api-extensions")
                .cells(Cells.NAME_AND_CREATION)
                .onCreate(CustomResourceDefinitions::prepareForCreate)
                .onUpdate(CustomResourceDefinitions::prepareForUpdate)
                .checkCreate(check -> addAll(CustomResourceDefinitions.validate(check.object()), check.errors()))
                .checkUpdate(
                        (object, old, errors) -> addAll(CustomResourceDefinitions.validateUpdate(object, old), errors));
    }

    private static void addAll(List<FieldError> found, FieldErrors errors) {
        found.forEach(errors::add);
    }

    private static Kind asked(String group, String name) {
        return kind(group, name, name.toLowerCase(Locale.ROOT) + "s").asked();
    }
}
