/** What of the tenants is shown outside the Kubernetes API: on the home page and in endpoints.json. */
@NullMarked
package io.millwright.quickstart.tenants;

import org.jspecify.annotations.NullMarked;
