/** OpenAPI documents of the served resource types, as far as kubectl reads them. */
@NullMarked
package io.millwright.embeddedkubernetes.openapi;

import org.jspecify.annotations.NullMarked;
