package io.millwright.quickstart.up;

import io.millwright.embeddedkubernetes.resource.PodLogs;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.quickstart.node.LocalNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Serves {@code kubectl logs} from the files of the local node, which starts after the API server that asks. */
final class NodeLogs implements PodLogs {

    private static final int NOT_FOUND = 404;
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final AtomicReference<@Nullable LocalNode> node = new AtomicReference<>();

    void from(LocalNode started) {
        node.set(started);
    }

    @Override
    public void write(Question question, OutputStream out) throws IOException, InterruptedException {
        String text = read(question)
                .orElseThrow(() -> new Refusal(
                        NOT_FOUND,
                        "NotFound",
                        "pod \"" + question.name() + "\" has logged nothing on this node",
                        null));
        out.write(last(text, question.tailLines()).getBytes(StandardCharsets.UTF_8));
        out.flush();
        int shown = text.length();
        while (question.follow()) {
            synchronized (this) {
                wait(LOOK_AGAIN_MILLIS); // nobody notifies: a bounded pause between two looks at the file
            }
            String now = read(question).orElse("");
            if (now.length() < shown) {
                shown = 0; // a new file was begun
            }
            out.write(now.substring(shown).getBytes(StandardCharsets.UTF_8));
            out.flush();
            shown = now.length();
        }
    }

    private Optional<String> read(Question question) {
        LocalNode running = node.get();
        return running == null ? Optional.empty() : running.log(question.namespace(), question.name());
    }

    static String last(String text, long lines) {
        if (lines < 0) {
            return text;
        }
        List<String> all = text.lines().toList();
        List<String> tail = all.subList((int) Math.max(0, all.size() - lines), all.size());
        return tail.isEmpty() ? "" : String.join("\n", tail) + "\n";
    }
}
