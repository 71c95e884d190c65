/** Whom the platform's clients take for one of its servers. */
@NullMarked
package io.millwright.wire.trust;

import org.jspecify.annotations.NullMarked;
