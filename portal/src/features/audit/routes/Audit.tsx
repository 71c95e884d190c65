import { useState } from 'react'
import { useParams } from 'react-router'
import { useMutation } from '@tanstack/react-query'
import type { Schema } from '@/api/paths'
import { Badge, Button, Choice, Empty, Form, FormProblem, Loaded, More, Page, Panel, Table, TextField, When, type Column, type Tone } from '@/design'
import { download } from '@/design/download'
import { exportAudit, useAudit, type Looked } from '../api/audit'
import styles from './Audit.module.css'

const tones: Record<string, Tone> = { done: 'good', refused: 'warn', failed: 'bad', asked: 'info' }

const outcomes = [
  { key: '', name: 'All' },
  { key: 'done', name: 'Done' },
  { key: 'refused', name: 'Refused' },
  { key: 'failed', name: 'Failed' },
] as const

const columns: readonly Column<Schema<'AuditEntry'>>[] = [
  { header: 'When', cell: (entry) => <When at={entry.at} /> },
  { header: 'Who', cell: (entry) => entry.actor },
  { header: 'Did', cell: (entry) => <code>{entry.action}</code> },
  { header: 'To', cell: (entry) => <code>{entry.object}</code> },
  {
    header: 'Outcome',
    cell: (entry) => (
      <>
        <Badge tone={tones[entry.outcome]}>{entry.outcome}</Badge> {entry.reason}
      </>
    ),
  },
  { header: 'No.', cell: (entry) => <span title={`SHA-256 ${entry.hash}`}>{entry.seq}</span>, end: true },
]

export function Component() {
  const { tenant = '' } = useParams()
  const [looked, setLooked] = useState<Looked>({ text: '', outcome: '' })
  const entries = useAudit(tenant, looked)
  const exporting = useMutation({
    mutationFn: () => exportAudit(tenant),
    onSuccess: (file) => download(`audit-${tenant}.ndjson`, 'application/x-ndjson', file),
  })
  const filtered = looked.text !== '' || looked.outcome !== ''
  return (
    <Page
      actions={
        <Button busy={exporting.isPending} onClick={() => exporting.mutate()}>
          Export
        </Button>
      }
      lead="What was done and refused, by whom. Each entry is chained to the one before by its hash; an export can be checked offline with ./millwright audit verify."
      title="Audit"
    >
      {exporting.error ? <FormProblem error={exporting.error} /> : null}
      <div className={styles.filter}>
        <Form
          aria-label="Filter"
          onSubmit={(values) => setLooked({ ...looked, text: String(values.get('text')).trim() })}
          role="search"
        >
          <div className={styles.search}>
            <TextField label="Who, what or whom" name="text" placeholder="device.revoke" type="search" />
            <Button type="submit">Filter</Button>
          </div>
        </Form>
        <Choice
          chosen={looked.outcome}
          label="Outcome"
          onChoose={(outcome) => setLooked({ ...looked, outcome })}
          options={outcomes}
        />
      </div>
      <Panel flush title="Entries">
        <Loaded
          empty={{
            when: (data) => data.pages.every((page) => page.items.length === 0),
            show: filtered ? (
              <Empty title="No entry matches">Look for less, or for another outcome.</Empty>
            ) : (
              <Empty title="Nothing has happened yet">The first change to this tenant is the first entry.</Empty>
            ),
          }}
          query={entries}
        >
          {() => <Table caption="Audit entries, newest first" columns={columns} rowKey={(entry) => entry.seq} rows={entries.items} />}
        </Loaded>
      </Panel>
      <More query={entries} />
    </Page>
  )
}
