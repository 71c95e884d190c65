/** Keys, certificates and whom the agent believes to be the platform. */
@NullMarked
package io.millwright.edge.trust;

import org.jspecify.annotations.NullMarked;
