package io.millwright.edge.plc;

import io.millwright.edge.config.Configuration.Tag;
import java.util.Optional;
import org.apache.plc4x.java.api.PlcDriver;
import org.apache.plc4x.java.api.exceptions.PlcRuntimeException;
import org.apache.plc4x.java.api.model.PlcTag;

/**
 * A tag and its address in the words of the driver.
 *
 * @param parsed empty if the driver does not understand it
 */
record Address(Tag tag, Optional<PlcTag> parsed) {

    static Address of(Tag tag, PlcDriver driver) {
        try {
            return new Address(tag, Optional.ofNullable(driver.prepareTag(tag.address())));
        } catch (PlcRuntimeException | IllegalArgumentException e) {
            // Drivers report what they cannot parse in one of these two ways.
            return new Address(tag, Optional.empty());
        }
    }

    /** What a point says of a tag that was never read: of the kind that the address will give. */
    Object nothing() {
        return parsed.map(PlcTag::getPlcValueType)
                .map(type -> switch (type) {
                    case BOOL -> (Object) false;
                    case CHAR, WCHAR, STRING, WSTRING -> "";
                    case BYTE, WORD, DWORD, LWORD, SINT, USINT, INT, UINT, DINT, UDINT, LINT, ULINT ->
                        tag.scaled() ? (Object) 0.0 : (Object) 0L;
                    default -> 0.0;
                })
                .orElse(0.0);
    }
}
