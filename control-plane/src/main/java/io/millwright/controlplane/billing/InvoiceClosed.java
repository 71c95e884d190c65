package io.millwright.controlplane.billing;

import io.millwright.wire.TenantId;

/**
 * A month was closed. Published in the transaction that writes the invoice: whoever sends invoices on, listens.
 *
 * @param total in minor units, with corrections of earlier months
 */
public record InvoiceClosed(TenantId tenant, String incarnation, BillingMonth period, String number, Money total) {}
