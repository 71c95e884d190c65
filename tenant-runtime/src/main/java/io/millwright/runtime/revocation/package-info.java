/** Shutting a certificate out of a tenant's broker. */
@NullMarked
package io.millwright.runtime.revocation;

import org.jspecify.annotations.NullMarked;
