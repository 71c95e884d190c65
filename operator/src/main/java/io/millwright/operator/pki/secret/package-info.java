/** Keeps the platform's keys in Secrets: created once, recorded, and never silently replaced. */
@NullMarked
package io.millwright.operator.pki.secret;

import org.jspecify.annotations.NullMarked;
