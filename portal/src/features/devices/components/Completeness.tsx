import type { Device } from '@/api/plant'
import { count, Facts, Panel, Progress, Table, When } from '@/design'
import { completenessSentence, gapSentence, share, streamFigures, totals } from '../model/completeness'
import styles from './Devices.module.css'

/** What came, what is still to come, and what never will. */
export function Completeness({ device }: { device: Device }) {
  const streams = device.streams ?? []
  const gaps = device.gaps ?? []
  const sum = totals(streams)
  if (typeof device.completeness !== 'number') {
    return (
      <Panel title="Completeness and buffer">
        <p>{device.state === 'active' ? 'The runtime has not heard of this device yet, or does not answer now.' : 'Nothing has come from this device.'}</p>
      </Panel>
    )
  }
  return (
    <Panel title="Completeness and buffer">
      <p>{completenessSentence(streams)}</p>
      <Progress label="Messages that are stored" max={1} value={device.completeness} />
      <Facts
        facts={[
          ['Complete', share(device.completeness)],
          ['Stored', count(sum.stored)],
          ['To come from the buffer', count(sum.awaited)],
          ['Lost at the device', count(sum.lost)],
        ]}
      />
      {streams.length > 0 ? (
        <Table
          caption="Streams"
          columns={[
            { header: 'Stream', cell: (stream) => <code>{stream.stream}</code> },
            { header: 'Up to', end: true, cell: (stream) => count(stream.upTo) },
            { header: 'Stored', end: true, cell: (stream) => count(stream.stored) },
            { header: 'To come', end: true, cell: (stream) => count(stream.awaited) },
            { header: 'Lost', end: true, cell: (stream) => count(stream.lost) },
          ]}
          rowKey={(stream) => stream.stream}
          rows={streams.map(streamFigures)}
        />
      ) : null}
      <p className={styles.note}>A stream is one life of the device&apos;s buffer: a box that is installed anew begins another.</p>
      {gaps.length > 0 ? (
        <>
          <h3>Gaps that the device declared</h3>
          <ul className={styles.gaps}>
            {gaps.map((gap) => (
              <li key={`${gap.stream}-${String(gap.from)}`}>
                {gapSentence(gap)} <When at={gap.at} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Panel>
  )
}
