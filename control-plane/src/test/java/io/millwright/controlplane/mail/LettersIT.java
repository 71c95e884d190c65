package io.millwright.controlplane.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ControlPlaneIT;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** With letters of a far future, so that the platform's own rounds leave them alone. */
class LettersIT extends ControlPlaneIT {

    private static final Instant FUTURE = Instant.parse("2999-01-01T00:00:00Z");

    @BeforeEach
    void other_tests_letters_have_gone() {
        Awaitility.await()
                .until(() -> platform()
                                .bean(JdbcClient.class)
                                .sql("SELECT count(*) FROM letter WHERE due_at < timestamptz '2998-01-01'")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    @Test
    void what_is_rolled_back_is_not_sent() {
        Letters letters = at(FUTURE);

        platform().bean(TransactionTemplate.class).executeWithoutResult(transaction -> {
            letters.send("rolled-back", "x");
            transaction.setRollbackOnly();
        });

        assertThat(rows("rolled-back")).isZero();
    }

    @Test
    void a_letter_that_a_dead_process_took_is_anothers_after_the_lease() {
        at(FUTURE).send("leased", "x");

        assertThat(at(FUTURE).take()).map(Letters.Due::kind).contains("leased");
        assertThat(at(FUTURE.plusSeconds(60)).take()).isEmpty();
        Optional<Letters.Due> again = at(FUTURE.plusSeconds(121)).take();

        assertThat(again).map(Letters.Due::attempts).contains(2);
        at(FUTURE).sent(again.orElseThrow());
        assertThat(rows("leased")).isZero();
    }

    @Test
    void what_fails_is_tried_again_later_each_time_and_sent_once() {
        at(FUTURE).send("retried", "x");
        List<Letter> sent = new ArrayList<>();
        Mail mail = letter -> {
            if (sent.isEmpty()) {
                sent.add(letter);
                throw new MessagingException("not now");
            }
            sent.add(letter);
        };

        rounds(at(FUTURE), "retried", mail).round();
        rounds(at(FUTURE.plus(Duration.ofSeconds(4))), "retried", mail).round();
        assertThat(sent).hasSize(1);
        rounds(at(FUTURE.plus(Duration.ofSeconds(6))), "retried", mail).round();
        rounds(at(FUTURE.plus(Duration.ofHours(6))), "retried", mail).round();

        assertThat(sent).hasSize(2);
        assertThat(rows("retried")).isZero();
    }

    @Test
    void a_letter_that_nobody_wants_any_more_goes_without_being_sent() {
        at(FUTURE).send("unwanted", "nobody");
        List<Letter> sent = new ArrayList<>();

        rounds(at(FUTURE), "unwanted", sent::add).round();

        assertThat(sent).isEmpty();
        assertThat(rows("unwanted")).isZero();
    }

    @Test
    void files_of_the_outbox_are_for_their_owner_only(@TempDir Path directory) throws Exception {
        Path outbox = directory.resolve("outbox");

        new MailDirectory(outbox, Clock.systemUTC()).send(new Letter("jo@acme.example", "Hello", "Text\n"));

        assertThat(permissions(outbox)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(outbox)) {
            assertThat(files.toList()).singleElement().satisfies(file -> {
                assertThat(file.toString()).endsWith(".eml");
                assertThat(permissions(file)).isEqualTo("rw-------");
                assertThat(file).content().contains("To: jo@acme.example", "Text");
            });
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static Letters at(Instant time) {
        return new Letters(platform().bean(JdbcClient.class), Clock.fixed(time, ZoneOffset.UTC));
    }

    private static MailRounds rounds(Letters letters, String kind, Mail mail) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("writer", new LetterWriter() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Optional<Letter> write(String about) {
                return about.equals("nobody")
                        ? Optional.empty()
                        : Optional.of(new Letter("jo@acme.example", about, "Text\n"));
            }
        });
        return new MailRounds(letters, beans.getBeanProvider(LetterWriter.class), mail);
    }

    private static long rows(String kind) {
        return platform()
                .bean(JdbcClient.class)
                .sql("SELECT count(*) FROM letter WHERE kind = :kind")
                .param("kind", kind)
                .query(Long.class)
                .single();
    }
}
