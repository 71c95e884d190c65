package io.millwright.embeddedkubernetes.apply;

import io.millwright.embeddedkubernetes.apply.ManagedFields.Manager;
import io.millwright.embeddedkubernetes.apply.ManagedFields.Owned;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-side apply and the ownership of fields that it rests on, by the rules of Kubernetes' structured-merge-diff:
 * who applies owns what it said and removes what it no longer says, who updates owns what it changed.
 */
public final class FieldOwnership {

    private static final String KUBECTL = "kubectl";
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final String BEFORE_FIRST_APPLY = "before-first-apply";
    /** What nobody owns, since the server or the path sets it. */
    private static final List<String> UNOWNED = List.of(
            "f:name",
            "f:namespace",
            "f:creationTimestamp",
            "f:deletionTimestamp",
            "f:deletionGracePeriodSeconds",
            "f:selfLink",
            "f:uid",
            "f:generation",
            "f:managedFields",
            "f:resourceVersion");

    private static final List<String> HELD_BY_VALUE = List.of(
            "spec",
            "spec.names",
            "spec.strategy",
            "spec.updateStrategy",
            "spec.template",
            "spec.template.metadata",
            "spec.template.spec",
            "spec.template.spec.containers",
            "spec.resources",
            "status",
            "status.acceptedNames");

    private FieldOwnership() {}

    /**
     * Who writes, and how.
     *
     * @param subresource through which; empty for the object itself
     * @param force whether apply takes over the fields of others
     * @param now the time of the write, as metadata shows it
     */
    public record Writer(
            ResourceType type, String manager, String apiVersion, String subresource, boolean force, String now) {}

    /** Records who has changed what, in the new object; nothing where the live object's fields are not tracked. */
    public static void update(Writer writer, @Nullable ObjectNode live, ObjectNode object) {
        JsonNode sent = Json.at(object, "metadata", "managedFields");
        boolean reset = sent != null && sent.size() == 1 && sent.get(0).isEmpty();
        ManagedFields managed = ManagedFields.of(object);
        if (managed.isEmpty() && live != null) {
            managed = ManagedFields.of(live);
            if (managed.isEmpty() || reset) {
                Json.metadata(object).remove("managedFields");
                return;
            }
        }
        Comparison change = compare(writer, live == null ? nothing(writer.type, object) : live, object);
        managed.yield(change, null);
        if (!change.set.isEmpty()) {
            Manager manager = Manager.update(writer);
            Owned before = managed.entries.get(manager);
            FieldSet fields = before == null ? change.set : change.set.add(before.fields());
            managed.entries.put(manager, new Owned(fields, writer.apiVersion, writer.now));
        }
        managed.into(object);
    }

    /**
     * What a new object is compared with. Parts that the Go types of built-in kinds hold by value are there even in an
     * object without content, so that nobody comes to own them as a whole.
     */
    private static ObjectNode nothing(ResourceType type, ObjectNode object) {
        ObjectNode nothing = Json.object();
        if (!type.custom()) {
            for (String path : HELD_BY_VALUE) {
                String[] members = path.split("\\.");
                if (Json.at(object, members) instanceof JsonNode there && there.isContainer()) {
                    ObjectNode holder = nothing;
                    for (int i = 0; i < members.length - 1; i++) {
                        holder = Json.member(holder, members[i]);
                    }
                    holder.set(members[members.length - 1], there.isObject() ? Json.object() : Json.array());
                }
            }
        }
        return nothing;
    }

    private static Comparison compare(Writer writer, ObjectNode before, ObjectNode after) {
        Comparison change = new Comparison(new Shape(writer.type.schema()), before, after);
        strip(writer, change.set);
        strip(writer, change.removed);
        return change;
    }

    private static void strip(Writer writer, FieldSet set) {
        set.drop("f:apiVersion");
        set.drop("f:kind");
        if (writer.subresource.equals("status")) {
            set.keepOnly("f:status");
            return;
        }
        if (writer.type.hasStatus()) {
            set.drop("f:status");
        }
        FieldSet metadata = set.find("f:metadata");
        if (metadata != null) {
            UNOWNED.forEach(metadata::drop);
            FieldSet itself = new FieldSet();
            itself.include();
            metadata.remove(itself);
            if (metadata.isEmpty()) {
                set.drop("f:metadata");
            }
        }
    }

    /** Records that the new object was made by applying. */
    public static void applied(Writer writer, ObjectNode object, ObjectNode applied) {
        FieldSet said = said(writer, applied);
        ManagedFields managed = new ManagedFields();
        managed.entries.put(Manager.apply(writer), new Owned(said, writer.apiVersion, writer.now));
        managed.into(object);
    }

    private static FieldSet said(Writer writer, ObjectNode applied) {
        FieldSet said = new Shape(writer.type.schema()).said(applied);
        strip(writer, said);
        return said;
    }

    /**
     * Merges what was applied into the live object.
     *
     * @return the new object with its managedFields
     * @throws Refusal with 409 when fields of others would change and the writer does not force it
     */
    public static ObjectNode apply(Writer writer, ObjectNode live, ObjectNode applied) {
        Shape shape = new Shape(writer.type.schema());
        ManagedFields managed = ManagedFields.of(live);
        if (managed.isEmpty()) {
            Writer earlier = new Writer(writer.type, BEFORE_FIRST_APPLY, writer.apiVersion, "", true, writer.now);
            FieldSet all = compare(earlier, Json.object(), live).set;
            managed.entries.put(Manager.update(earlier), new Owned(all, writer.apiVersion, writer.now));
        }
        Manager manager = Manager.apply(writer);
        Owned last = managed.entries.get(manager);
        FieldSet said = said(writer, applied);
        ObjectNode merged = (ObjectNode) shape.merged(live, own(writer, applied));
        managed.entries.put(
                manager,
                new Owned(
                        said, writer.apiVersion, last != null && last.fields().same(said) ? last.time() : writer.now));
        if (last != null) {
            FieldSet kept = new FieldSet();
            managed.entries.values().forEach(owned -> kept.add(owned.fields()));
            FieldSet gone = last.fields().common(shape.said(merged));
            dropKept(gone, kept);
            JsonNode pruned = shape.without(merged, gone);
            merged = pruned instanceof ObjectNode object ? object : Json.object();
        }
        Map<Manager, FieldSet> lost = managed.yield(compare(writer, live, merged), manager);
        if (!lost.isEmpty() && !writer.force && !wasAppliedByKubectl(writer, live, lost)) {
            throw ApplyConflict.of(lost);
        }
        managed.into(merged);
        refreshLastApplied(writer, merged, applied);
        return merged;
    }

    /** Whether what others lose is only what kubectl itself once applied from its side: it may go on from the server's. */
    private static boolean wasAppliedByKubectl(Writer writer, ObjectNode live, Map<Manager, FieldSet> lost) {
        String last = Json.text(live, "metadata", "annotations", LAST_APPLIED);
        if (!writer.manager.equals(KUBECTL) || last.isEmpty()) {
            return false;
        }
        FieldSet allowed = new Shape(writer.type.schema()).said(Json.parse(last.getBytes(StandardCharsets.UTF_8)));
        return lost.values().stream().allMatch(set -> set.copy().remove(allowed).isEmpty());
    }

    /** Keeps kubectl's own record good where there is one, so that it may go back to applying from its side. */
    private static void refreshLastApplied(Writer writer, ObjectNode merged, ObjectNode applied) {
        ObjectNode annotations = Json.objectAt(merged, "metadata", "annotations");
        if (writer.manager.equals(KUBECTL) && annotations != null && annotations.has(LAST_APPLIED)) {
            annotations.put(LAST_APPLIED, applied + "\n");
        }
    }

    /** Without what the addressed part of the object does not contain. */
    private static ObjectNode own(Writer writer, ObjectNode applied) {
        ObjectNode own = applied.deepCopy();
        Json.metadata(own).remove("managedFields");
        if (writer.subresource.equals("status")) {
            own.retain("apiVersion", "kind", "status");
        } else if (writer.type.hasStatus()) {
            own.remove("status");
        }
        return own;
    }

    /** What anybody owns, or owns a part of, is not to go. */
    private static void dropKept(FieldSet gone, FieldSet kept) {
        Set<String> done = new HashSet<>();
        gone.children().forEach((element, child) -> {
            FieldSet others = kept.find(element);
            if (others == null) {
                return;
            }
            if (!others.isEmpty()) {
                FieldSet itself = new FieldSet();
                itself.include();
                child.remove(itself);
            }
            dropKept(child, others);
            if (child.isEmpty()) {
                done.add(element);
            }
        });
        done.forEach(gone::drop);
    }

    /** Removes the times of entries, which do not count when objects are compared. */
    public static void withoutTimes(ObjectNode object) {
        JsonNode managed = Json.at(object, "metadata", "managedFields");
        if (managed != null) {
            managed.forEach(entry -> ((ObjectNode) entry).remove("time"));
        }
    }
}
