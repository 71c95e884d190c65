/** The overview over HTTP. */
@NullMarked
package io.millwright.controlplane.overview.web;

import org.jspecify.annotations.NullMarked;
