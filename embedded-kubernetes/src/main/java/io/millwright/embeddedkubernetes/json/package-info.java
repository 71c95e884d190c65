/** JSON as the server holds it: parsing, writing, paths and equality. */
@NullMarked
package io.millwright.embeddedkubernetes.json;

import org.jspecify.annotations.NullMarked;
