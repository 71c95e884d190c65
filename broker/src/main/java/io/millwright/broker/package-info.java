/** The broker of tenants and pools: HiveMQ CE with our extension, one a process. */
@NullMarked
package io.millwright.broker;

import org.jspecify.annotations.NullMarked;
