/**
 * Who asks and what they may: the holder of the server's own token everything, a service account what Role and ClusterRole
 * bindings grant it. Deny is the default; nothing here is remembered over a restart.
 */
@NullMarked
package io.millwright.embeddedkubernetes.access;

import org.jspecify.annotations.NullMarked;
