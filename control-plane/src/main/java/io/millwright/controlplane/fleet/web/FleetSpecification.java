package io.millwright.controlplane.fleet.web;

import io.millwright.crd.v1alpha1.Connection;
import io.millwright.crd.v1alpha1.DeviceCertificate;
import io.millwright.crd.v1alpha1.Enrollment;
import io.millwright.crd.v1alpha1.Rollout;
import io.millwright.crd.v1alpha1.Tag;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a fleet's spec: all of them to replace it, some to change it. */
@Schema(example = """
    {"siteRef": "bremen",
     "connections": [{"name": "press", "protocol": "modbus-tcp", "url": "modbus-tcp://${plc}:502"}],
     "tags": [{"name": "temperature", "connection": "press", "address": "holding-register:100:REAL"}],
     "enrollment": {"approval": "Manual"}}\
    """)
record FleetSpecification(
        @Nullable String siteRef,
        @Nullable List<Connection> connections,
        @Nullable List<Tag> tags,
        @Nullable Enrollment enrollment,
        @Nullable DeviceCertificate certificate,
        @Nullable Rollout rollout) {}
