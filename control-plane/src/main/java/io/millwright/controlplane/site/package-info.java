/** Sites of a tenant: the custom resource over HTTP. */
@NullMarked
package io.millwright.controlplane.site;

import org.jspecify.annotations.NullMarked;
