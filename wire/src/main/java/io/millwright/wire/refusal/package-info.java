/** What a broker tells a tenant's runtime about what it refused to the tenant's own identities. */
@NullMarked
package io.millwright.wire.refusal;

import org.jspecify.annotations.NullMarked;
