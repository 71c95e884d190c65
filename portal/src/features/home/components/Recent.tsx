import type { Schema } from '@/api/paths'
import { Ago, Empty, LinkButton, Panel } from '@/design'
import { sentenceOf } from './events'
import styles from './Recent.module.css'

interface RecentProps {
  tenant: string
  entries: readonly Schema<'RecentEntry'>[]
  mayAudit: boolean
}

export function Recent({ tenant, entries, mayAudit }: RecentProps) {
  // Most changes stand in the trail twice: that they were asked for, and what came of it.
  const ended = entries.filter(({ outcome }) => outcome !== 'asked')
  return (
    <Panel
      actions={
        mayAudit ? (
          <LinkButton small to={`/t/${tenant}/audit`}>
            Audit
          </LinkButton>
        ) : null
      }
      flush
      title="Recent events"
    >
      {ended.length === 0 ? (
        <Empty title="Nothing has happened yet">Whatever people, keys and devices do or are refused shows here.</Empty>
      ) : (
        <ul className={styles.list}>
          {ended.map((entry) => (
            <li className={styles.entry} key={`${entry.at} ${entry.action} ${entry.object} ${entry.outcome}`}>
              <span className={styles.text}>{sentenceOf(entry)}</span>
              <span className={styles.at}>
                <Ago at={entry.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
