/** The client of the tenant runtimes' internal API: mTLS, bounded in time, failures as values. */
@NullMarked
package io.millwright.controlplane.runtime;

import org.jspecify.annotations.NullMarked;
