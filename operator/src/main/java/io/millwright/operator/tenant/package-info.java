/** Tenant -> running stack: resolve, plan, render, look, report. */
@NullMarked
package io.millwright.operator.tenant;

import org.jspecify.annotations.NullMarked;
