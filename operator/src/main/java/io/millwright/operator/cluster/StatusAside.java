package io.millwright.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two versions of an object differ in their status alone: nodes and load balancers write it all the time, and it is
 * no reason to render the object and compare it field by field.
 */
public final class StatusAside {

    /** Whether it is of a kind whose status others write while everything else of it stays. */
    public static boolean concerns(HasMetadata object) {
        return spec(object) != null;
    }

    /** False also where it would take more to tell. */
    public static boolean same(HasMetadata before, HasMetadata now) {
        ObjectMeta then = before.getMetadata();
        ObjectMeta metadata = now.getMetadata();
        return concerns(before)
                && Objects.equals(then.getUid(), metadata.getUid())
                && Objects.equals(then.getDeletionTimestamp(), metadata.getDeletionTimestamp())
                && Objects.equals(then.getLabels(), metadata.getLabels())
                && Objects.equals(then.getAnnotations(), metadata.getAnnotations())
                && Objects.equals(then.getFinalizers(), metadata.getFinalizers())
                && Objects.equals(then.getOwnerReferences(), metadata.getOwnerReferences())
                && sameOwnership(fields(then), fields(metadata))
                && Objects.equals(spec(before), spec(now));
    }

    private static @Nullable Object spec(HasMetadata object) {
        return switch (object) {
            case StatefulSet set -> set.getSpec();
            case Deployment deployment -> deployment.getSpec();
            case Service service -> service.getSpec();
            default -> null;
        };
    }

    /** A field that is somebody else's by now has to be taken back even if its value is ours. */
    private static boolean sameOwnership(List<ManagedFieldsEntry> before, List<ManagedFieldsEntry> now) {
        if (before.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            ManagedFieldsEntry then = before.get(i);
            ManagedFieldsEntry entry = now.get(i);
            if (!Objects.equals(then.getManager(), entry.getManager())
                    || !Objects.equals(then.getOperation(), entry.getOperation())
                    || !Objects.equals(then.getSubresource(), entry.getSubresource())
                    || !Objects.equals(then.getFieldsV1(), entry.getFieldsV1())) {
                return false;
            }
        }
        return true;
    }

    private static List<ManagedFieldsEntry> fields(ObjectMeta metadata) {
        List<ManagedFieldsEntry> entries = metadata.getManagedFields();
        return entries == null
                ? List.of()
                : entries.stream()
                        .filter(entry -> !"status".equals(entry.getSubresource()))
                        .toList();
    }

    private StatusAside() {}
}
