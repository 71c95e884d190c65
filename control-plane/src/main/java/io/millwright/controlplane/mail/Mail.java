package io.millwright.controlplane.mail;

import jakarta.mail.MessagingException;
import java.io.IOException;

/** A way that letters go. */
interface Mail {

    /** Returns when it is out of our hands; waits no longer than the timeouts of its connection. */
    void send(Letter letter) throws MessagingException, IOException;
}
