/** A kubelet and the workload controllers of a laptop: realises StatefulSets, Deployments and Services inside this JVM. */
@NullMarked
package io.millwright.quickstart.node;

import org.jspecify.annotations.NullMarked;
