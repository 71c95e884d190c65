/** What pooled tenants share: shards, each one broker and one runtime in a namespace of its own, the first {@code millwright-pool}. */
@NullMarked
package io.millwright.operator.pool;

import org.jspecify.annotations.NullMarked;
