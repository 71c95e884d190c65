package io.millwright.runtime.api;

import io.millwright.runtime.query.Asker;
import io.millwright.runtime.query.HistorianReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One question or order about one tenant.
 *
 * @param names what the path left open, in its order
 * @param header first value of a header by its name
 * @param asker whose leaving ends what is under way
 */
record Call(
        ApiTenant tenant,
        List<String> names,
        Parameters parameters,
        Function<String, Optional<String>> header,
        byte[] body,
        Asker asker) {

    /** Asks the tenant's historian for as long as whoever called waits. */
    <T> T read(HistorianReader.Question<T> question) {
        return tenant.reader().read(asker, question);
    }

    String device() {
        return Parameters.device(names.getFirst());
    }
}
