/**
 * A runtime's tenants as the directory {@code tenants.d} tells them: one validated configuration per tenant, read again
 * whenever its files change. Failure: a tenant that cannot be read is one sentence, and no other tenant's business.
 */
@NullMarked
package io.millwright.runtime.tenant;

import org.jspecify.annotations.NullMarked;
