package io.millwright.embeddedkubernetes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.embeddedkubernetes.json.Json;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class StoreTest {

    private final Store store = new Store(null);

    static ObjectNode object(String namespace, String name, int value) {
        ObjectNode object = Json.object();
        object.putObject("metadata")
                .put("namespace", namespace)
                .put("name", name)
                .put("uid", "u-" + name);
        object.put("value", value);
        return object;
    }

    private Stored put(String namespace, String name, int value, Stored expected) {
        return Objects.requireNonNull(
                store.put(new Key("/things", namespace, name), object(namespace, name, value), expected));
    }

    private Stored create(String namespace, String name) {
        Key key = new Key("/things", namespace, name);
        return Objects.requireNonNull(store.put(key, object(namespace, name, 1), null));
    }

    @Test
    void a_write_on_what_has_changed_meanwhile_is_not_done() {
        Stored first = create("n", "a");
        put("n", "a", 2, first);

        assertThat(store.put(first.key(), object("n", "a", 3), first)).isNull();
        assertThat(store.remove(first)).isNull();
        assertThat(Objects.requireNonNull(store.get(first.key()))
                        .object()
                        .get("value")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void every_write_has_a_revision_of_its_own_and_a_removal_too() {
        Stored first = create("n", "a");
        Stored second = create("n", "b");
        Stored gone = Objects.requireNonNull(store.remove(first));

        assertThat(second.revision()).isEqualTo(first.revision() + 1);
        assertThat(gone.revision()).isEqualTo(second.revision() + 1);
        assertThat(Json.text(gone.object(), "metadata", "resourceVersion")).isEqualTo(Long.toString(gone.revision()));
    }

    @Test
    void a_list_is_of_one_namespace_in_the_order_of_names() {
        create("n", "b");
        create("n-more", "x");
        create("n", "a");

        assertThat(store.list("/things", "n").objects())
                .extracting(s -> s.key().name())
                .containsExactly("a", "b");
    }

    @Test
    void a_list_of_an_earlier_revision_undoes_what_came_since() throws TooOldException {
        Stored a = create("n", "a");
        Stored b = create("n", "b");
        long then = store.revision();
        store.remove(a);
        put("n", "b", 2, b);
        create("n", "c");

        assertThat(store.listAt("/things", "n", then).objects()).containsExactly(a, b);
    }

    @Test
    void a_watch_begins_with_what_came_after_its_revision() throws Exception {
        Stored a = create("n", "a");
        Stored b = create("n", "b");

        try (Watcher watcher = store.watch("/things", a.revision())) {
            Event event = Objects.requireNonNull(watcher.next(Duration.ofSeconds(1)));
            assertThat(event.object()).isSameAs(b);
            assertThat(watcher.next(Duration.ZERO)).isNull();
        }
    }

    @Test
    void history_that_was_forgotten_cannot_be_watched_or_listed() {
        Stored stored = create("n", "a");
        long beginning = stored.revision();
        for (int i = 0; i < 5_000; i++) {
            stored = put("n", "a", i, stored);
        }

        assertThatThrownBy(() -> store.watch("/things", beginning)).isInstanceOf(TooOldException.class);
        assertThatThrownBy(() -> store.listAt("/things", null, beginning)).isInstanceOf(TooOldException.class);
    }

    @Test
    void a_watch_that_was_ended_does_not_claim_to_have_seen_what_it_missed() throws Exception {
        create("n", "a");
        try (Watcher watcher = store.watch("/things", store.revision())) {
            assertThat(store.seenBy(watcher)).isEqualTo(store.revision());

            store.endWatches(Set.of("/things"));
            create("n", "b");

            assertThat(watcher.ended()).isTrue();
            assertThat(watcher.next(Duration.ZERO)).isNull();
            assertThat(store.seenBy(watcher)).isZero();
        }
    }

    @Test
    void a_closed_store_ends_its_watches() {
        Watcher watcher = store.watchAll();

        store.close();

        assertThat(watcher.ended()).isTrue();
    }
}
