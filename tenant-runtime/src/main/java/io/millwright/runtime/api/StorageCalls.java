package io.millwright.runtime.api;

import io.millwright.runtime.query.StorageQuery;
import io.millwright.runtime.query.StorageQuery.Storage;

/** {@code /storage}: how large the tenant's database is, how it grows, and when it has reached what the tenant may store. */
final class StorageCalls {

    private static final long GIBIBYTE = 1L << 30;

    Answer storage(Call call) {
        long limit = call.tenant().configuration().limits().storageGi() * GIBIBYTE;
        Storage storage = call.tenant().reader().read(StorageQuery::ask);
        return Answer.json(json -> {
            json.writeNumberProperty("bytes", storage.bytes());
            json.writeNumberProperty("limitBytes", limit);
            if (storage.bytesPerDay().isPresent()) {
                json.writeNumberProperty("bytesPerDay", storage.bytesPerDay().getAsLong());
                json.writeStringProperty("since", JsonValues.time(storage.since()));
            }
            storage.daysUntil(limit).ifPresent(days -> json.writeNumberProperty("daysLeft", days));
        });
    }
}
