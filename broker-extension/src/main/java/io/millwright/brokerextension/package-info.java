/** HiveMQ CE extension: certificate authentication, topic rights, counters, deny list. */
@NullMarked
package io.millwright.brokerextension;

import org.jspecify.annotations.NullMarked;
