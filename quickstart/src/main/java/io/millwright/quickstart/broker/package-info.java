/** HiveMQ CE brokers inside this JVM, set up from the same files a broker pod mounts. */
@NullMarked
package io.millwright.quickstart.broker;

import org.jspecify.annotations.NullMarked;
