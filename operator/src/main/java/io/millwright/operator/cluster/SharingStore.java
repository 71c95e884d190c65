package io.millwright.operator.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The cache of one informer, in which objects share one copy of equal field ownership: it is most of an object's weight, the
 * comparison with what is desired needs it, and it is the same for every tenant. So is the content of some ConfigMaps, and that of dashboards
 * is large. What is shared is only ever read.
 */
public final class SharingStore<R extends HasMetadata> extends BasicItemStore<R> {

    /** Far more than the forms that objects of ours have; others' may be without end, and are forgotten all at once. */
    private static final int MOST_FORMS = 1_000;

    /** Characters from which sharing is worth an entry of the map. */
    private static final int LARGE = 2_048;

    private final Map<FieldsV1, FieldsV1> forms = new ConcurrentHashMap<>();
    private final Map<String, String> contents = new ConcurrentHashMap<>();

    public SharingStore() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public @Nullable R put(String key, R object) {
        List<ManagedFieldsEntry> entries = object.getMetadata().getManagedFields();
        if (entries != null) {
            entries.forEach(this::share);
        }
        if (object instanceof ConfigMap map && map.getData() != null) {
            map.getData().replaceAll((name, content) -> content.length() < LARGE ? content : shared(content));
        }
        return super.put(key, object);
    }

    private String shared(String content) {
        if (contents.size() > MOST_FORMS) {
            contents.clear();
        }
        return contents.computeIfAbsent(content, same -> same);
    }

    private void share(ManagedFieldsEntry entry) {
        FieldsV1 own = entry.getFieldsV1();
        if (own == null) {
            return;
        }
        if (forms.size() > MOST_FORMS) {
            forms.clear();
        }
        entry.setFieldsV1(forms.computeIfAbsent(own, form -> form));
    }
}
