import { useState } from 'react'
import { Loaded, More, Panel, SelectField, Table, When, Empty } from '@/design'
import { counted } from '@/design/quantity'
import { useCompleteness } from '../api/completeness'
import { knownThrough, missingSentence, place, reasonName, SPANS, whole, type Missing, type Unplaced } from '../model/missing'
import styles from './MissingMinutes.module.css'

/** In which minutes something of a device is missing, and why. */
export function MissingMinutes({ tenant, device }: { tenant: string; device: string }) {
  const [hours, setHours] = useState(24)
  const record = useCompleteness(tenant, device, hours)
  return (
    <Panel
      actions={
        <SelectField label="Time" onChange={(event) => setHours(Number(event.target.value))} value={String(hours)}>
          {SPANS.map((span) => (
            <option key={span.hours} value={span.hours}>
              {span.name}
            </option>
          ))}
        </SelectField>
      }
      title="What is missing, minute by minute"
    >
      <Loaded query={record}>
        {({ pages }) => {
          const told = whole(pages)
          return (
            <>
              <Told {...told} more={record.hasNextPage} />
              <More query={record} />
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}

function Told({ from, to, missing, unplaced, streams, more }: ReturnType<typeof whole> & { more: boolean }) {
  const through = knownThrough(streams)
  const nothing = missing.length + unplaced.length === 0
  if (nothing && streams.length === 0) {
    return (
      <Empty title="Nothing is known of what is missing">
        Only a device that numbers its messages lets it be seen that one did not come, and no such message has come from this one.
      </Empty>
    )
  }
  return (
    <>
      {nothing && !more ? (
        <Empty title="Nothing is missing">Every message of this time that is known of is stored.</Empty>
      ) : null}
      {missing.length > 0 ? (
        <>
          <Strip from={from} missing={missing} to={to} />
          <Table
            caption="Minutes in which something is missing"
            columns={[
              { header: 'From', cell: (one: Missing) => <When at={one.from} /> },
              { header: 'Until', cell: (one) => <When at={one.to} /> },
              { header: 'Why', cell: (one) => <Why one={one} /> },
              { header: 'Stream', cell: (one) => (one.stream ? <code>{one.stream}</code> : '–') },
            ]}
            rowKey={(one) => `${one.from} ${one.reason} ${one.declared ?? ''} ${one.stream ?? ''}`}
            rows={missing}
          />
        </>
      ) : null}
      {unplaced.length > 0 ? (
        <>
          <h3>Missing, and not known when</h3>
          <ul className={styles.list}>
            {unplaced.map((one, index) => (
              <li key={index}>
                <Why one={one} />
                {one.after ? (
                  <>
                    {' '}
                    After <When at={one.after} />.
                  </>
                ) : null}
                {one.before ? (
                  <>
                    {' '}
                    Before <When at={one.before} />.
                  </>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {through ? (
        <p className={styles.note}>
          The newest message that is stored is of <When at={through} />; of what is later nothing is known yet.
        </p>
      ) : null}
    </>
  )
}

function Why({ one }: { one: Missing | Unplaced }) {
  return (
    <>
      <strong>{reasonName(one.reason)}</strong> {missingSentence(one)}
    </>
  )
}

/** The time that was asked for as a line; the table says the same in words. */
function Strip({ from, to, missing }: { from: string; to: string; missing: readonly Missing[] }) {
  return (
    <figure className={styles.figure}>
      <svg
        aria-label={`${counted(missing.length, 'stretch', 'stretches')} of time in which something is missing`}
        className={styles.strip}
        preserveAspectRatio="none"
        role="img"
        viewBox="0 0 1000 10"
      >
        {missing.map((one, index) => (
          <rect className={styles[one.reason]} height={10} key={index} y={0} {...place(one, { from, to })} />
        ))}
      </svg>
      <figcaption className={styles.ends}>
        <When at={from} />
        <When at={to} />
      </figcaption>
    </figure>
  )
}
