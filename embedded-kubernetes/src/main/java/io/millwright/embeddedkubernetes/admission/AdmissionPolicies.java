package io.millwright.embeddedkubernetes.admission;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Admission;
import io.millwright.embeddedkubernetes.objects.WriteOptions;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.store.Key;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Every binding's policy is asked about every write that it matches. The policies and bindings themselves are never asked about. */
public final class AdmissionPolicies implements Admission {

    private static final String GROUP = "admissionregistration.k8s.io/";
    private static final String POLICIES = GROUP + "validatingadmissionpolicies";
    private static final String BINDINGS = GROUP + "validatingadmissionpolicybindings";

    private record Compiled(long revision, @Nullable Policy policy, String fault) {}

    private final Store store;
    private final Map<String, Compiled> compiled = new ConcurrentHashMap<>();

    public AdmissionPolicies(Store store) {
        this.store = store;
    }

    @Override
    public void check(Write write, WriteOptions options) {
        if (!store.holds(BINDINGS) || write.served().storage().startsWith(GROUP)) {
            return;
        }
        for (Stored stored : store.list(BINDINGS, null).objects()) {
            ObjectNode binding = stored.object();
            Stored policy = store.get(new Key(POLICIES, "", Json.text(binding, "spec", "policyName")));
            if (policy != null) {
                check(write, options, binding, compiled(policy), policy.key().name());
            }
        }
    }

    private void check(Write write, WriteOptions options, ObjectNode binding, Compiled policy, String name) {
        List<Policy.Fault> faults = policy.policy() == null
                ? List.of(new Policy.Fault(policy.fault(), ""))
                : policy.policy().isAbout(write) ? policy.policy().faults(write, request(write, options)) : List.of();
        String of = "ValidatingAdmissionPolicy '" + name + "' with binding '" + Json.text(binding, "metadata", "name")
                + "'";
        List<String> actions = Json.texts(binding, "spec", "validationActions");
        for (Policy.Fault fault : faults) {
            if (actions.contains("Warn")) {
                options.warnings().add("Validation failed for " + of + ": " + fault.sentence());
            }
            if (actions.contains("Deny")) {
                String qualified = write.served().qualified();
                boolean forbidden = fault.reason().equals("Forbidden");
                throw new Refusal(
                        forbidden ? 403 : 422,
                        forbidden ? "Forbidden" : "Invalid",
                        qualified + " \"" + write.name() + "\" is forbidden: " + of + " denied request: "
                                + fault.sentence(),
                        Json.object()
                                .put("name", write.name())
                                .put("group", write.served().type().group())
                                .put("kind", write.served().type().plural()));
            }
        }
    }

    private Compiled compiled(Stored policy) {
        String name = policy.key().name();
        Compiled known = compiled.get(name);
        if (known == null || known.revision() != policy.revision()) {
            known = compile(policy);
            compiled.put(name, known);
        }
        return known;
    }

    private static Compiled compile(Stored policy) {
        try {
            return new Compiled(policy.revision(), new Policy(policy.object()), "");
        } catch (IllegalArgumentException e) {
            return new Compiled(policy.revision(), null, "the policy cannot be compiled: " + e.getMessage());
        }
    }

    private static ObjectNode request(Write write, WriteOptions options) {
        ObjectNode request = Json.object()
                .put("operation", write.operation())
                .put("name", write.name())
                .put("namespace", write.address().namespace())
                .put("subResource", write.address().subresource())
                .put("dryRun", options.dryRun());
        request.putObject("resource")
                .put("group", write.served().type().group())
                .put("version", write.served().type().version())
                .put("resource", write.served().type().plural());
        ObjectNode user =
                request.putObject("userInfo").put("username", options.caller().name());
        options.caller().groups().forEach(user.putArray("groups")::add);
        return request;
    }
}
