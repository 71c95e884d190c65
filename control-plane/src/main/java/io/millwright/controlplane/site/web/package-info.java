/** Sites over HTTP. */
@NullMarked
package io.millwright.controlplane.site.web;

import org.jspecify.annotations.NullMarked;
