package io.millwright.simulator.machine;

/** What a signal is to a controller; the names are those of IEC 61131-3. */
public enum SignalType {
    REAL(2),
    INT(1),
    UINT(1),
    UDINT(2),
    /** A coil over Modbus; it takes no register. */
    BOOL(0);

    private final int registers;

    SignalType(int registers) {
        this.registers = registers;
    }

    /** How many Modbus registers of 16 bits it takes. */
    public int registers() {
        return registers;
    }
}
