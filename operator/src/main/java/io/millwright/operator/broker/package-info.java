/** A tenant's own broker: one StatefulSet behind one address, TLS with client certificates only. */
@NullMarked
package io.millwright.operator.broker;

import org.jspecify.annotations.NullMarked;
