/** One tenant's certificates, files and database, made with the operator's own parts, without an operator. */
@NullMarked
package io.millwright.quickstart.rig.tenant;

import org.jspecify.annotations.NullMarked;
