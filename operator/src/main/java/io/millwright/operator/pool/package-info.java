/** What pooled tenants share: one broker and one runtime in namespace {@code millwright-pool}. */
@NullMarked
package io.millwright.operator.pool;

import org.jspecify.annotations.NullMarked;
