package io.millwright.simulator.modbus;

import io.millwright.simulator.machine.Machine;
import io.millwright.simulator.machine.Signal;
import io.millwright.simulator.machine.SignalType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Where a machine's signals lie as registers and coils; high byte first, high word first. */
final class RegisterMap {

    private final List<Signal> words;
    private final List<Signal> bits;

    RegisterMap(Machine machine) {
        words = machine.signals().stream()
                .filter(signal -> signal.type() != SignalType.BOOL)
                .toList();
        bits = machine.signals().stream()
                .filter(signal -> signal.type() == SignalType.BOOL)
                .toList();
    }

    /** @param address counted from 0 */
    boolean hasRegisters(int address, int quantity) {
        int first = words.stream().mapToInt(RegisterMap::wire).min().orElse(0);
        int end = words.stream()
                .mapToInt(signal -> wire(signal) + signal.type().registers())
                .max()
                .orElse(0);
        return address >= first && address + quantity <= end;
    }

    /** The content of registers the machine has; those between two signals are 0. */
    byte[] registers(int address, int quantity, Instant time) {
        ByteBuffer content = ByteBuffer.allocate(quantity * Short.BYTES);
        for (Signal signal : words) {
            int from = wire(signal) - address;
            if (from + signal.type().registers() > 0 && from < quantity) {
                byte[] value = encode(signal, time);
                for (int at = 0; at < value.length; at++) {
                    int place = from * Short.BYTES + at;
                    if (place >= 0 && place < content.capacity()) {
                        content.put(place, value[at]);
                    }
                }
            }
        }
        return content.array();
    }

    /** @param address counted from 0 */
    boolean hasBits(int address, int quantity) {
        int end = bits.stream().mapToInt(Signal::address).max().orElse(0);
        return address >= 0 && address + quantity <= end;
    }

    /** Bits as Modbus packs them: the first one lowest. */
    byte[] bits(int address, int quantity, Instant time) {
        byte[] content = new byte[(quantity + 7) / 8];
        for (Signal signal : bits) {
            int at = wire(signal) - address;
            if (at >= 0 && at < quantity && signal.at(time) != 0) {
                content[at / 8] |= (byte) (1 << (at % 8));
            }
        }
        return content;
    }

    private static int wire(Signal signal) {
        return signal.address() - 1;
    }

    private static byte[] encode(Signal signal, Instant time) {
        double value = signal.at(time);
        ByteBuffer bytes = ByteBuffer.allocate(signal.type().registers() * Short.BYTES);
        switch (signal.type()) {
            case REAL -> bytes.putFloat((float) value);
            case INT, UINT -> bytes.putShort((short) Math.round(value));
            case UDINT -> bytes.putInt((int) (long) value);
            case BOOL -> throw new IllegalArgumentException(signal.name() + " is no register");
        }
        return bytes.array();
    }
}
