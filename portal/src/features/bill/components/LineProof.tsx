import { useQuery } from '@tanstack/react-query'
import type { Schema } from '@/api/paths'
import { dateTime, Loaded, money, Table } from '@/design'
import { counted, quantity } from '@/design/quantity'
import { windowsQuery } from '../api/windows'
import { readded, windowsAgree } from '../model/proof'
import { perName, unitName, used } from '../model/words'
import styles from './Bill.module.css'

interface LineProofProps {
  tenant: string
  line: Schema<'Line'>
  currency: string
}

/** Why a line comes to its amount; this page adds it up again by itself and says whether it agrees. */
export function LineProof({ tenant, line, currency }: LineProofProps) {
  const own = readded(line)
  const base = line.charge === 'base'
  return (
    <div className={styles.proof}>
      <Table
        caption="Steps of the line"
        columns={[
          { header: 'What', cell: (step) => step.name },
          { header: base ? 'Hours' : 'Quantity', end: true, cell: (step) => quantity(step.quantity) },
          { header: 'Price', end: true, cell: (step) => step.price },
        ]}
        rowKey={(step) => step.key}
        rows={[
          ...(base
            ? []
            : [{ key: 'included', name: 'Included in the plan', quantity: Math.min(line.included, line.quantity), price: 'free' }]),
          ...line.steps.map((step, index) => ({
            key: String(index),
            name: base ? 'Hours that the plan ran' : `Step ${String(index + 1)}`,
            quantity: step.quantity,
            price: `${money(step.price, currency)} per ${perName(line.charge, line.per)}`,
          })),
        ]}
      />
      {base ? null : <p className={styles.rule}>{`The plan includes ${used(line.charge, line.included)} of this month.`}</p>}
      <p className={styles.rule}>{`Rule: ${line.proof.rule}.`}</p>
      <ul className={styles.verdicts}>
        <li className={own.amountAgrees ? styles.good : styles.bad}>
          {own.amountAgrees
            ? `Added up again in this page: ${money(Number(own.amount), currency)}.`
            : `This page comes to ${money(Number(own.amount), currency)}, the bill says ${money(line.amount, currency)}.`}
        </li>
        {own.quantityAgrees ? null : (
          <li className={styles.bad}>The steps do not cover the quantity that was used.</li>
        )}
      </ul>
      {line.proof.usage.length > 0 ? <Windows line={line} tenant={tenant} /> : null}
      <p className={styles.hash}>
        {`Ledger up to entry ${quantity(line.proof.ledger.position)}, hash `}
        <code>{line.proof.ledger.hash}</code>
      </p>
    </div>
  )
}

function Windows({ tenant, line }: { tenant: string; line: Schema<'Line'> }) {
  const windows = useQuery(windowsQuery(tenant, line.proof.usage))
  return (
    <Loaded query={windows}>
      {(hours) => {
        const { sum, agrees } = windowsAgree(
          hours.map((hour) => hour.quantity),
          line,
        )
        // The bill was drawn a moment before: what came since is in the hours and not yet in the line.
        const later = Number(sum) > line.quantity
        return (
          <>
            <ul className={styles.verdicts}>
              <li className={agrees || later ? styles.good : styles.bad}>
                {agrees
                  ? `Added up over ${counted(hours.length, 'hour')} of the ledger: ${used(line.charge, line.quantity)}.`
                  : later
                    ? `Added up over ${counted(hours.length, 'hour')} of the ledger: ${quantity(Number(sum))} by now, ${quantity(Number(sum) - line.quantity)} of it after this bill was drawn.`
                    : `The hours of the ledger come to ${sum} ${unitName(line.charge)}, the bill says ${quantity(line.quantity)}.`}
              </li>
            </ul>
            <details className={styles.windows}>
              <summary>Hours that it follows from</summary>
              <Table
                caption="Hours"
                columns={[
                  { header: 'Hour', cell: (hour) => dateTime(hour.from) },
                  { header: 'Quantity', end: true, cell: (hour) => quantity(hour.quantity) },
                ]}
                rowKey={(hour) => hour.from}
                rows={[...hours].reverse()}
              />
            </details>
          </>
        )
      }}
    </Loaded>
  )
}
