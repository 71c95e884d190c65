/** The embedded PostgreSQL that stands in for every historian server of a cluster. */
@NullMarked
package io.millwright.quickstart.postgres;

import org.jspecify.annotations.NullMarked;
