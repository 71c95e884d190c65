/** Plans, bills and invoices over HTTP. */
@NullMarked
package io.millwright.controlplane.billing.web;

import org.jspecify.annotations.NullMarked;
