/** Signing in and out, and who that is, over HTTP. */
@NullMarked
package io.millwright.controlplane.signin.web;

import org.jspecify.annotations.NullMarked;
