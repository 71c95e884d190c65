/** What of the tenants is shown outside the Kubernetes API: in endpoints.json. */
@NullMarked
package io.millwright.quickstart.tenants;

import org.jspecify.annotations.NullMarked;
