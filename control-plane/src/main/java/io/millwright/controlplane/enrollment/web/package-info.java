/** {@code /enroll}, {@code /.well-known/est}, {@code /device-codes} and the claim codes of a fleet. */
@NullMarked
package io.millwright.controlplane.enrollment.web;

import org.jspecify.annotations.NullMarked;
