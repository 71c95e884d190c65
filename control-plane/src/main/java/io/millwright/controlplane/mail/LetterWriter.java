package io.millwright.controlplane.mail;

import java.util.Optional;

/**
 * Writes one kind of letter in the moment it is sent, so that a link's token lies in no table. It is asked again when
 * sending failed, and then makes a new token.
 */
public interface LetterWriter {

    /** Names the kind in the table of letters; never changed. */
    String kind();

    /**
     * @param about what {@link Letters#send} was given
     * @return empty when the letter is not wanted any more
     */
    Optional<Letter> write(String about);
}
