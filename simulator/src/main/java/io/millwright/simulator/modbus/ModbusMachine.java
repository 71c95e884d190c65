package io.millwright.simulator.modbus;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import io.millwright.simulator.machine.Machine;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Modbus TCP server over one machine. Registers can be read as holding and as input registers, bits as coils and as
 * discrete inputs; every unit id answers; writes are an illegal function.
 */
public final class ModbusMachine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModbusMachine.class);

    private final ModbusTcpServer server;

    private ModbusMachine(ModbusTcpServer server) {
        this.server = server;
    }

    /** Answers when the port is open. */
    public static ModbusMachine start(Machine machine, String host, int port, Clock clock)
            throws IOException, InterruptedException {
        NettyTcpServerTransport transport = NettyTcpServerTransport.create(
                settings -> settings.setBindAddress(host).setPort(port));
        ModbusTcpServer server = ModbusTcpServer.create(transport, new Registers(new RegisterMap(machine), clock));
        try {
            server.start();
        } catch (ExecutionException e) {
            throw new IOException("cannot listen on " + host + ":" + port, e.getCause());
        }
        return new ModbusMachine(server);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (ExecutionException e) {
            LOG.warn("the Modbus server did not stop cleanly", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Registers(RegisterMap map, Clock clock) implements ModbusServices {

        @Override
        public ReadHoldingRegistersResponse readHoldingRegisters(
                ModbusRequestContext context, int unit, ReadHoldingRegistersRequest request)
                throws ModbusResponseException {
            return new ReadHoldingRegistersResponse(
                    registers(request.getFunctionCode(), request.address(), request.quantity()));
        }

        @Override
        public ReadInputRegistersResponse readInputRegisters(
                ModbusRequestContext context, int unit, ReadInputRegistersRequest request)
                throws ModbusResponseException {
            return new ReadInputRegistersResponse(
                    registers(request.getFunctionCode(), request.address(), request.quantity()));
        }

        @Override
        public ReadCoilsResponse readCoils(ModbusRequestContext context, int unit, ReadCoilsRequest request)
                throws ModbusResponseException {
            return new ReadCoilsResponse(bits(FunctionCode.READ_COILS, request.address(), request.quantity()));
        }

        @Override
        public ReadDiscreteInputsResponse readDiscreteInputs(
                ModbusRequestContext context, int unit, ReadDiscreteInputsRequest request)
                throws ModbusResponseException {
            return new ReadDiscreteInputsResponse(
                    bits(FunctionCode.READ_DISCRETE_INPUTS, request.address(), request.quantity()));
        }

        private byte[] registers(int function, int address, int quantity) throws ModbusResponseException {
            ModbusServices.checkRegisterRange(function, address, quantity);
            if (!map.hasRegisters(address, quantity)) {
                throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_ADDRESS.getCode());
            }
            return map.registers(address, quantity, now());
        }

        private byte[] bits(FunctionCode function, int address, int quantity) throws ModbusResponseException {
            ModbusServices.checkBitRange(function.getCode(), address, quantity);
            if (!map.hasBits(address, quantity)) {
                throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_ADDRESS);
            }
            return map.bits(address, quantity, now());
        }

        private Instant now() {
            return clock.instant();
        }
    }
}
