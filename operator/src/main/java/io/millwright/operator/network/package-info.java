/** The fence around a tenant: its namespace, what may talk to what, how much may run, and accounts without tokens. */
@NullMarked
package io.millwright.operator.network;

import org.jspecify.annotations.NullMarked;
