/** Certificates of devices: what a request may ask for, and what a tenant's authority signs. */
@NullMarked
package io.millwright.controlplane.pki;

import org.jspecify.annotations.NullMarked;
