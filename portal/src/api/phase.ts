type PhaseTone = 'good' | 'warn' | 'bad' | 'info'

const tones: Record<string, PhaseTone> = {
  Ready: 'good',
  Pending: 'info',
  Provisioning: 'info',
  Migrating: 'info',
  Suspended: 'warn',
  Degraded: 'warn',
  Terminating: 'bad',
}

export function phaseTone(phase: string): PhaseTone {
  return tones[phase] ?? 'info'
}
