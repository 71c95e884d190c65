package io.millwright.runtime.admission;

import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.Permission;
import io.millwright.wire.TenantId;
import tools.jackson.core.JsonGenerator;

/**
 * An admission in the form that EMQX 5.8 takes from an HTTP authenticator. The rights live in the session for as long as it
 * does; EMQX itself ends it at {@code expire_at}.
 */
public final class EmqxAnswer {

    /** Attribute of the session by which the one of a revoked certificate is found. */
    public static final String SERIAL = "serial";

    /** Writes the fields of the answer's object. */
    public static void write(Admission admission, JsonGenerator json) {
        switch (admission) {
            case Admission.Refused _ -> json.writeStringProperty("result", "deny");
            case Admission.Admitted admitted -> {
                json.writeStringProperty("result", "allow");
                json.writeBooleanProperty("is_superuser", false);
                json.writeNumberProperty("expire_at", admitted.until().getEpochSecond());
                json.writeObjectPropertyStart("client_attrs");
                json.writeStringProperty("tenant", tenant(admitted.identity()));
                json.writeStringProperty(SERIAL, DeniedCertificates.text(admitted.serial()));
                json.writeEndObject();
                json.writeArrayPropertyStart("acl");
                admitted.permissions().forEach(permission -> write(permission, json));
                // What is not listed is denied, whatever else the broker is told to do then.
                json.writeStartObject();
                json.writeStringProperty("permission", "deny");
                json.writeStringProperty("action", "all");
                json.writeStringProperty("topic", "#");
                json.writeEndObject();
                json.writeEndArray();
            }
        }
    }

    private static void write(Permission permission, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("permission", "allow");
        json.writeStringProperty(
                "action",
                switch (permission.activity()) {
                    case PUBLISH -> "publish";
                    case SUBSCRIBE -> "subscribe";
                });
        json.writeStringProperty("topic", topic(permission.filter().toString()));
        json.writeArrayPropertyStart("qos");
        for (int qos = 0; qos <= permission.highestQos(); qos++) {
            json.writeNumber(qos);
        }
        json.writeEndArray();
        if (permission.activity() == Permission.Activity.PUBLISH && !permission.retainable()) {
            json.writeBooleanProperty("retain", false);
        }
        json.writeEndObject();
    }

    /** With {@code eq} nothing in it is a wildcard or a placeholder. */
    private static String topic(String filter) {
        return filter.contains("+") || filter.contains("#") ? filter : "eq " + filter;
    }

    private static String tenant(CertificateIdentity identity) {
        return identity.tenantId().map(TenantId::value).orElse("");
    }

    private EmqxAnswer() {}
}
