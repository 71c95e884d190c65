/** What a broker tells a tenant's runtime about what it refused to the tenant's own identities and to strangers. */
@NullMarked
package io.millwright.wire.refusal;

import org.jspecify.annotations.NullMarked;
