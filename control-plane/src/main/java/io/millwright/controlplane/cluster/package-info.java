/** The custom resources: read from informers' caches, written by server-side apply as millwright-control-plane. */
@NullMarked
package io.millwright.controlplane.cluster;

import org.jspecify.annotations.NullMarked;
