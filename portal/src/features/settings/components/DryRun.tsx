import type { Schema } from '@/api/paths'
import { Figure, Figures, money, Notice, Table, type Column } from '@/design'

type Preview = Schema<'PlanPreview'>
type Change = Schema<'Change'>

const columns: readonly Column<Change>[] = [
  { header: 'Part', cell: (change) => `${change.part} ${words(change.field)}` },
  { header: 'Now', cell: (change) => shown(change.from) },
  { header: 'Then', cell: (change) => shown(change.to) },
]

/** What a change of tier would do. */
export function DryRun({ plan }: { plan: Preview }) {
  if (plan.from === plan.to) return <Notice>This is what runs now.</Notice>
  return (
    <>
      {plan.possible ? null : (
        <Notice title="It cannot be changed in place" tone="warn">
          {plan.reason}
        </Notice>
      )}
      {plan.bill ? (
        <Figures label="Cost">
          <Figure
            label="Base a month"
            note={`now ${money(plan.bill.monthlyBase, plan.bill.currency)}`}
            value={money(plan.bill.monthlyBaseThere, plan.bill.currency)}
          />
          <Figure
            label="This month so far"
            note={`now ${money(plan.bill.toDate, plan.bill.currency)}`}
            value={money(plan.bill.toDateThere, plan.bill.currency)}
          />
        </Figures>
      ) : null}
      <Table
        caption={`From ${plan.from} to ${plan.to}`}
        columns={columns}
        rowKey={(change) => `${change.part} ${change.field}`}
        rows={plan.infrastructure}
      />
    </>
  )
}

/** `messagesPerSecond` as people write it. */
function words(field: string): string {
  return field.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '–'
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, one]) => `${words(name)} ${String(one)}`)
    .join(', ')
}
