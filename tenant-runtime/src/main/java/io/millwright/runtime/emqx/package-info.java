/** Administration of an EMQX by its REST API. */
@NullMarked
package io.millwright.runtime.emqx;

import org.jspecify.annotations.NullMarked;
