import { Badge, type Tone } from '@/design'
import { presence, stateName } from '../model/state'

const TONES: Record<string, Tone | undefined> = { pending: 'warn', approved: 'info', active: 'good', revoked: 'bad' }

export function StateBadge({ state }: { state: string }) {
  return (
    <Badge plain={state === 'active'} tone={TONES[state]}>
      {stateName(state)}
    </Badge>
  )
}

const PRESENCE = { good: 'good', bad: 'bad', neutral: undefined } as const

export function PresenceBadge({ device }: { device: { state: string; connected?: boolean | null } }) {
  const { tone, word } = presence(device)
  return tone === 'neutral' ? <>{word}</> : <Badge tone={PRESENCE[tone]}>{word}</Badge>
}
