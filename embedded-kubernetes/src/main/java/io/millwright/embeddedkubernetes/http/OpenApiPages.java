package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.openapi.OpenApi;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.registry.Served;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers {@code /openapi}: documents are made anew after what is served has changed. */
final class OpenApiPages {

    private record Made(long number, OpenApi openApi) {}

    private final Registry registry;
    private volatile @Nullable Made made;

    OpenApiPages(Registry registry) {
        this.registry = registry;
    }

    Answer answer(Request request) {
        List<String> path = request.segments();
        if (path.size() < 2 || !request.method().equals("GET")) {
            return Answer.pageNotFound();
        }
        return switch (path.get(1)) {
            case "v2" -> path.size() == 2 ? json(current().version2()) : Answer.pageNotFound();
            case "v3" -> {
                if (path.size() == 2) {
                    yield new Answer.Body(
                            200, "text/plain; charset=utf-8", current().index(), List.of());
                }
                byte[] document = current().document(String.join("/", path.subList(2, path.size())));
                yield document == null ? Answer.pageNotFound() : json(document);
            }
            default -> Answer.pageNotFound();
        };
    }

    private static Answer json(byte[] document) {
        return new Answer.Body(200, "application/json", document, List.of());
    }

    /** Two threads may make the same at once; that costs a little time and nothing else. */
    private OpenApi current() {
        long number = registry.number();
        Made present = made;
        if (present == null || present.number() != number) {
            present = new Made(
                    number,
                    new OpenApi(registry.all().stream().map(Served::type).toList()));
            made = present;
        }
        return present.openApi();
    }
}
