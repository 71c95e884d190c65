/** How a HiveMQ CE is set up from the files that a broker pod mounts: listener, limits and key stores. */
@NullMarked
package io.millwright.brokerextension.home;

import org.jspecify.annotations.NullMarked;
