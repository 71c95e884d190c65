package io.millwright.controlplane.mail;

import io.millwright.controlplane.mail.Letters.Due;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Sends what is due, one letter after the other; processes share the work by what they take. */
class MailRounds {

    private static final Logger LOG = LoggerFactory.getLogger(MailRounds.class);

    private final Letters letters;
    private final Map<String, LetterWriter> writers;
    private final Mail mail;
    private final ReentrantLock turn = new ReentrantLock();

    MailRounds(Letters letters, ObjectProvider<LetterWriter> writers, Mail mail) {
        this.letters = letters;
        this.writers = writers.stream().collect(Collectors.toMap(LetterWriter::kind, Function.identity()));
        this.mail = mail;
    }

    /** At a fixed rate, so that nobody else's schedule waits for a slow mail server. */
    @Scheduled(fixedRateString = "${millwright.control-plane.mail.period:1s}")
    void round() {
        if (!turn.tryLock()) {
            return;
        }
        try {
            Optional<Due> due = letters.take();
            while (due.isPresent()) {
                deliver(due.get());
                due = letters.take();
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("letters could not be looked up; tried again");
        } finally {
            turn.unlock();
        }
    }

    @Scheduled(fixedRateString = "PT1H", initialDelayString = "PT1M")
    void forgetOld() {
        int forgotten = letters.forgetOld();
        if (forgotten > 0) {
            LOG.atError().addKeyValue("letters", forgotten).log("letters were never sent and are given up");
        }
    }

    private void deliver(Due due) {
        LetterWriter writer = writers.get(due.kind());
        if (writer == null) {
            // Of a newer release beside this one: it has the writer.
            letters.failed(due);
            return;
        }
        Optional<Letter> letter = writer.write(due.about());
        try {
            if (letter.isPresent()) {
                mail.send(letter.get());
            }
            letters.sent(due);
        } catch (MessagingException | IOException e) {
            letters.failed(due);
            LOG.atWarn()
                    .addKeyValue("kind", due.kind())
                    .addKeyValue("attempt", due.attempts())
                    .addKeyValue("reason", cause(e))
                    .log("a letter could not be sent; tried again");
        }
    }

    /** Its kind only: what a server says may repeat what it was told. */
    private static String cause(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getClass().getSimpleName();
    }
}
