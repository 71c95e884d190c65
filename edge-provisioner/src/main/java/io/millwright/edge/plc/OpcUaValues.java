package io.millwright.edge.plc;

import io.millwright.edge.normalize.Reading;
import io.millwright.edge.normalize.Reading.Failure;
import java.util.Optional;
import org.apache.plc4x.java.api.model.PlcTag;
import org.apache.plc4x.java.opcua.tag.OpcuaTag;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.jspecify.annotations.Nullable;

/** Between the words of OPC UA and those of the agent. A tag is the same node whether it is polled or subscribed to. */
final class OpcUaValues {

    /** Empty if it is no node's address. */
    static Optional<ReadValueId> node(PlcTag tag) {
        if (!(tag instanceof OpcuaTag opcua)) {
            return Optional.empty();
        }
        String text =
                "ns=" + opcua.getNamespace() + ";" + opcua.getIdentifierType().getValue() + "=" + opcua.getIdentifier();
        return NodeId.parseSafe(text)
                .map(node -> new ReadValueId(
                        node, Unsigned.uint(opcua.getAttributeId().getValue()), null, QualifiedName.NULL_VALUE));
    }

    static Reading reading(DataValue value) {
        StatusCode status = value.statusCode();
        if (status.isBad()) {
            return Reading.failed(failure(status));
        }
        Object plain = plain(value.value().value());
        return plain == null ? Reading.failed(Failure.NO_SUCH_VALUE) : new Reading.Value(plain);
    }

    /** Why a server gives no value. */
    static Failure failure(StatusCode status) {
        long code = status.value();
        boolean wrong = code == StatusCodes.Bad_NodeIdUnknown
                || code == StatusCodes.Bad_NodeIdInvalid
                || code == StatusCodes.Bad_AttributeIdInvalid
                || code == StatusCodes.Bad_NotReadable
                || code == StatusCodes.Bad_NotSupported
                || code == StatusCodes.Bad_UserAccessDenied;
        return wrong ? Failure.NO_SUCH_VALUE : Failure.DEVICE_FAILURE;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case UByte number -> number.longValue();
            case UShort number -> number.longValue();
            case UInteger number -> number.longValue();
            case ULong number -> number.toBigInteger();
            case Object[] one when one.length == 1 -> plain(one[0]);
            default -> value;
        };
    }

    private OpcUaValues() {}
}
