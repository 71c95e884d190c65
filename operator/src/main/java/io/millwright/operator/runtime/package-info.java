/** The tenant-runtime: its process, its address, and the Secret from which it learns its tenants. */
@NullMarked
package io.millwright.operator.runtime;

import org.jspecify.annotations.NullMarked;
