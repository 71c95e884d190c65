/** JSON patch, JSON merge patch and strategic merge patch. */
@NullMarked
package io.millwright.embeddedkubernetes.patch;

import org.jspecify.annotations.NullMarked;
