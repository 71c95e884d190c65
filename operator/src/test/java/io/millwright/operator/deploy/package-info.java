/** {@code operator/deploy}: what its overlays render to, and what an API server makes of it. */
@NullMarked
package io.millwright.operator.deploy;

import org.jspecify.annotations.NullMarked;
