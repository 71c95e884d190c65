package io.millwright.runtime.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One question or order about one tenant.
 *
 * @param names what the path left open, in its order
 * @param header first value of a header by its name
 */
record Call(
        ApiTenant tenant,
        List<String> names,
        Parameters parameters,
        Function<String, Optional<String>> header,
        byte[] body) {

    String device() {
        return Parameters.device(names.getFirst());
    }
}
