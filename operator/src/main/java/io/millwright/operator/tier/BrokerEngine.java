package io.millwright.operator.tier;

/** The make of a broker. */
public enum BrokerEngine {
    /** HiveMQ CE with our extension: one node. */
    HIVEMQ,
    /** EMQX 5.8: one to many nodes, which ask the tenant's runtime who may connect. */
    EMQX
}
