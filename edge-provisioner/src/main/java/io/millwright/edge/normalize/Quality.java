package io.millwright.edge.normalize;

/** The OPC qualities that the agent gives: of a good reading, of one cut to its bounds, and why there is none. */
public final class Quality {

    public static final int GOOD = 192;
    /** Uncertain, engineering units exceeded, at the lower bound: the value was cut up to it. */
    public static final int CUT_LOW = 85;
    /** Likewise at the upper bound. */
    public static final int CUT_HIGH = 86;
    /** Bad, configuration error: there is no such address, or it holds no number, truth or text. */
    public static final int NO_SUCH_VALUE = 4;
    /** Bad, device failure: the machine answered that it cannot. */
    public static final int DEVICE_FAILURE = 12;
    /** Bad, last known value: the machine does not answer, and this is what it said last. */
    public static final int LAST_KNOWN = 20;
    /** Bad, communication failure: the machine does not answer and never did. */
    public static final int NO_COMMUNICATION = 24;

    private Quality() {}
}
