package io.millwright.controlplane.fleet.web;

import io.millwright.crd.v1alpha1.Connection;
import io.millwright.crd.v1alpha1.DeviceCertificate;
import io.millwright.crd.v1alpha1.Enrollment;
import io.millwright.crd.v1alpha1.Rollout;
import io.millwright.crd.v1alpha1.Tag;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new fleet: its name and the fields of its spec. */
@Schema(example = """
    {"name": "press-line", "siteRef": "bremen",
     "connections": [{"name": "press", "protocol": "modbus-tcp", "url": "modbus-tcp://${plc}:502"}],
     "tags": [{"name": "temperature", "connection": "press", "address": "holding-register:100:REAL",
     "unit": "Cel", "interval": "1s", "deadband": {"absolute": 0.2}}],
     "enrollment": {"approval": "Automatic", "maxDevices": 200}, "rollout": {"steps": [5, 25, 100]}}\
    """)
record FleetBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
        @Nullable String siteRef,
        @Nullable List<Connection> connections,
        @Nullable List<Tag> tags,
        @Nullable Enrollment enrollment,
        @Nullable DeviceCertificate certificate,
        @Nullable Rollout rollout) {}
