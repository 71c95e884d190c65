/** Serves tenants from tenants.d: in this release it holds their databases ready. */
@NullMarked
package io.millwright.runtime;

import org.jspecify.annotations.NullMarked;
