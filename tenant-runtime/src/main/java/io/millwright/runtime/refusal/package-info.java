/** What the broker refused to the tenant's identities, kept for the tenant's trail. */
@NullMarked
package io.millwright.runtime.refusal;

import org.jspecify.annotations.NullMarked;
