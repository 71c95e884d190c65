package io.millwright.runtime.emqx;

/** What came of a call to EMQX's REST API. */
sealed interface EmqxReply<T> {

    /** It did as asked. */
    record Done<T>(T value) implements EmqxReply<T> {}

    /** It understood and will not, now or later: a wrong key, another version. */
    record Refused<T>(int status) implements EmqxReply<T> {}

    /** It did not answer in time, not well, or it is not EMQX that answered; asking again may help. */
    record Unavailable<T>(String sentence) implements EmqxReply<T> {}
}
