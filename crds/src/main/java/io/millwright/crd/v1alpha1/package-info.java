/** Tenant, Site and DeviceFleet: the classes, the generated definitions and their samples. */
@NullMarked
package io.millwright.crd.v1alpha1;

import org.jspecify.annotations.NullMarked;
