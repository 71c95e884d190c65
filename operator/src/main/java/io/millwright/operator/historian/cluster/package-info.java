/** A historian of several instances: what is asked of CloudNativePG, and what it says. Databases in it are made over JDBC. */
@NullMarked
package io.millwright.operator.historian.cluster;

import org.jspecify.annotations.NullMarked;
