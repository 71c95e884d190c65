/** The server that an own historian runs on: StatefulSet, address and administrator's login. Databases in it are made over JDBC. */
@NullMarked
package io.millwright.operator.historian.server;

import org.jspecify.annotations.NullMarked;
