/** The platform's API and its books: tenancy, enrollment, devices, metering and billing, one package per feature. */
@NullMarked
package io.millwright.controlplane;

import org.jspecify.annotations.NullMarked;
