/**
 * What the platform itself needs before there is any tenant, in namespace {@code millwright-pki}: its authorities, the control
 * plane's client certificate and the certificate of the enrollment origin.
 *
 * <p>Failure: without the device root nothing is issued, and what was issued stays; looked at again every 30 s.
 */
@NullMarked
package io.millwright.operator.platform;

import org.jspecify.annotations.NullMarked;
