package io.millwright.runtime.api;

import io.millwright.runtime.live.LivePoints;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Every path below {@code /v1/tenants/<tenant>} and what answers it. */
final class Routes {

    /** What stands for any one name. */
    private static final String NAME = "*";

    private static final int SMALL = 4 * 1024;

    private static final int COMMAND = 64 * 1024;

    /** A configuration of some hundred tags is 50 KB; a broker takes packets of a megabyte. */
    private static final int CONFIGURATION = 512 * 1024;

    /** @param largest bytes of a body */
    record Route(String method, List<String> path, int largest, Function<Call, Answer> answer) {

        Optional<List<String>> names(List<String> asked) {
            if (asked.size() != path.size()) {
                return Optional.empty();
            }
            List<String> names = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                if (path.get(i).equals(NAME)) {
                    names.add(asked.get(i));
                } else if (!path.get(i).equals(asked.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(names);
        }
    }

    /** @param names what the path left open */
    record Match(Route route, List<String> names) {}

    private final List<Route> routes;

    Routes(LivePoints live, Clock clock) {
        TelemetryCalls telemetry = new TelemetryCalls(live);
        HistoryCalls history = new HistoryCalls(clock);
        AccountCalls accounts = new AccountCalls(clock);
        DeviceUsageCalls deviceUsage = new DeviceUsageCalls(clock);
        StorageCalls storage = new StorageCalls();
        DeviceCalls devices = new DeviceCalls();
        CompletenessCalls completeness = new CompletenessCalls(clock);
        QuarantineCalls quarantine = new QuarantineCalls();
        OrderCalls orders = new OrderCalls(clock);
        routes = List.of(
                new Route("GET", List.of("latest"), 0, telemetry::latest),
                new Route("GET", List.of("history"), 0, history::history),
                new Route("GET", List.of("live"), 0, telemetry::live),
                new Route("GET", List.of("usage"), 0, accounts::usage),
                new Route("GET", List.of("usage", "devices"), 0, deviceUsage::all),
                new Route("GET", List.of("usage", "devices", NAME), 0, deviceUsage::one),
                new Route("GET", List.of("storage"), 0, storage::storage),
                new Route("GET", List.of("refusals"), 0, accounts::refusals),
                new Route("GET", List.of("traffic"), 0, accounts::traffic),
                new Route("GET", List.of("devices"), 0, devices::all),
                new Route("GET", List.of("devices", NAME), 0, devices::one),
                new Route("GET", List.of("devices", NAME, "completeness"), 0, completeness::completeness),
                new Route("GET", List.of("quarantine"), 0, quarantine::page),
                new Route("GET", List.of("quarantine", NAME), 0, quarantine::one),
                new Route("DELETE", List.of("quarantine", NAME), 0, quarantine::discard),
                new Route("POST", List.of("quarantine", NAME, "replay"), SMALL, quarantine::replay),
                new Route("PUT", List.of("devices", NAME, "configuration"), CONFIGURATION, orders::configuration),
                new Route("POST", List.of("devices", NAME, "commands"), COMMAND, orders::command),
                new Route("PUT", List.of("revocations", NAME), SMALL, orders::revocation));
    }

    /** @throws RefusedException when there is no such path, or another method on it */
    Match find(String method, List<String> path) {
        List<Match> onPath = routes.stream()
                .flatMap(route -> route.names(path).map(names -> new Match(route, names)).stream())
                .toList();
        if (onPath.isEmpty()) {
            throw RefusedException.absent();
        }
        return onPath.stream()
                .filter(match -> match.route().method().equals(method))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        ProblemType.METHOD_NOT_ALLOWED,
                        "Only " + onPath.getFirst().route().method() + " is answered here."));
    }
}
