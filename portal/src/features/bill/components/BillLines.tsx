import { useState } from 'react'
import type { Schema } from '@/api/paths'
import { money, Notice, Panel, Table } from '@/design'
import { totalAgrees } from '../model/proof'
import { chargeName, monthName, used } from '../model/words'
import styles from './Bill.module.css'
import { LineProof } from './LineProof'

/** Line by line; each unfolds what it follows from. */
export function BillLines({ tenant, bill }: { tenant: string; bill: Schema<'BillDocument'> }) {
  const tiers = new Set(bill.lines.map((line) => line.tier)).size
  return (
    <Panel flush title="Lines">
      <div className={styles.lines}>
        {bill.lines.map((line) => (
          <BillLine currency={bill.currency} key={line.number} line={line} showTier={tiers > 1} tenant={tenant} />
        ))}
      </div>
      <div className={styles.total}>
        <span>Total</span>
        <span>{money(bill.total, bill.currency)}</span>
      </div>
      {bill.corrections.length > 0 ? (
        <Table
          caption="Corrections of closed months"
          columns={[
            { header: 'Correction of', cell: (one) => monthName(one.period) },
            { header: 'Line', cell: (one) => `${chargeName(one.charge)} (${one.tier})` },
            { header: 'Invoiced', end: true, cell: (one) => money(one.invoiced, bill.currency) },
            { header: 'Comes to', end: true, cell: (one) => money(one.now, bill.currency) },
            { header: 'Difference', end: true, cell: (one) => money(one.amount, bill.currency) },
          ]}
          rowKey={(one) => `${one.period} ${one.tier} ${one.charge}`}
          rows={bill.corrections}
        />
      ) : null}
      {totalAgrees(bill, bill.lines, bill.corrections) ? null : (
        <Notice tone="bad">The lines and corrections do not come to the total.</Notice>
      )}
    </Panel>
  )
}

interface BillLineProps {
  tenant: string
  line: Schema<'Line'>
  currency: string
  showTier: boolean
}

function BillLine({ tenant, line, currency, showTier }: BillLineProps) {
  const [open, setOpen] = useState(false)
  return (
    <details className={styles.line} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={styles.name}>{chargeName(line.charge) + (showTier ? ` (${line.tier})` : '')}</span>
        <span className={styles.used}>{used(line.charge, line.quantity)}</span>
        <span className={styles.amount}>{money(line.amount, currency)}</span>
      </summary>
      {open ? <LineProof currency={currency} line={line} tenant={tenant} /> : null}
    </details>
  )
}
