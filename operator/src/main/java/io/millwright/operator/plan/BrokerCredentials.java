package io.millwright.operator.plan;

/**
 * What a broker with a REST API of its own is made with.
 *
 * @param api key and secret of the REST API, for the tenant's runtime
 * @param dashboardPassword of the user that every installation has; nobody is told it
 * @param cookie with which the nodes of a cluster know each other
 */
public record BrokerCredentials(Credentials api, String dashboardPassword, String cookie) {

    /** None of the secrets. */
    @Override
    public String toString() {
        return "BrokerCredentials[api=" + api + "]";
    }
}
