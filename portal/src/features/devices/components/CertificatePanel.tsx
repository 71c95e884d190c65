import type { Device } from '@/api/plant'
import { Badge, Facts, Panel, Progress, When } from '@/design'
import { certificateLife, configurationSentence } from '../model/state'

const TONES = { good: 'good', warning: 'warn', bad: 'bad' } as const
const WORDS = { good: 'Good', warning: 'Overdue', bad: 'No good' }

/** What lets the device in, and what it was told to do. */
export function CertificatePanel({ device, now }: { device: Device; now: number }) {
  const { certificate, configuration } = device
  const life = certificate ? certificateLife(certificate, now) : undefined
  return (
    <Panel title="Certificate and configuration">
      {certificate && life ? (
        <>
          <div>
            <Badge tone={TONES[life.tone]}>{WORDS[life.tone]}</Badge>
          </div>
          <Progress label="How much of the certificate's life is over" max={1} value={life.part} />
          <p>{life.sentence}</p>
          <Facts
            facts={[
              ['Serial number', <code key="serial">{certificate.serial}</code>],
              ['Issued', <When at={certificate.issuedAt} key="issued" />],
              ['Good until', <When at={certificate.notAfter} key="until" />],
              ...(certificate.revokeAt ? [['Revoked', <When at={certificate.revokeAt} key="revoked" />] as const] : []),
            ]}
          />
        </>
      ) : (
        <p>It has no certificate yet.</p>
      )}
      <h3>Configuration</h3>
      <p>{configurationSentence(configuration)}</p>
      <Facts
        facts={[
          ['Hash', configuration.hash ? <code key="hash">{configuration.hash.slice(0, 12)}</code> : '–'],
          ['Sent', <When at={configuration.sentAt} key="sent" />],
          ['Acknowledged', <When at={configuration.acknowledgedAt} key="acknowledged" />],
        ]}
      />
    </Panel>
  )
}
