package io.millwright.controlplane.fleet.web;

import io.millwright.crd.v1alpha1.Connection;
import io.millwright.crd.v1alpha1.DeviceCertificate;
import io.millwright.crd.v1alpha1.Enrollment;
import io.millwright.crd.v1alpha1.Rollout;
import io.millwright.crd.v1alpha1.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a fleet's spec: all of them to replace it, some to change it. */
record FleetSpecification(
        @Nullable String siteRef,
        @Nullable List<Connection> connections,
        @Nullable List<Tag> tags,
        @Nullable Enrollment enrollment,
        @Nullable DeviceCertificate certificate,
        @Nullable Rollout rollout) {}
