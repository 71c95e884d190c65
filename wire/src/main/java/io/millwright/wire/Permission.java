package io.millwright.wire;

/**
 * One thing a client may do; what no permission covers is denied. Shared subscriptions are never permitted.
 *
 * @param highestQos 0 or 1
 * @param retainable whether a publication may be retained; without meaning for a subscription
 */
public record Permission(TopicFilter filter, Activity activity, int highestQos, boolean retainable) {

    /** Which way it goes. */
    public enum Activity {
        PUBLISH,
        SUBSCRIBE
    }
}
