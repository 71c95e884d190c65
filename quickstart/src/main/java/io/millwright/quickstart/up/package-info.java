/** Composes the parts into one running platform. */
@NullMarked
package io.millwright.quickstart.up;

import org.jspecify.annotations.NullMarked;
