const sentences: Record<string, string> = {
  'tenant.apply': 'created the tenant',
  'tenant.create': 'created the tenant',
  'tenant.change': 'changed the tenant',
  'tenant.delete': 'deleted the tenant',
  'site.apply': 'created',
  'site.change': 'changed',
  'site.replace': 'changed',
  'site.delete': 'removed',
  'fleet.apply': 'created',
  'fleet.change': 'changed',
  'fleet.replace': 'changed',
  'fleet.delete': 'removed',
  'claim-code.create': 'made claim codes for',
  'claim-code.revoke': 'revoked claim codes of',
  'device-code.claim': 'claimed a device for',
  'device.renew': 'renewed the certificate of',
  'device.approve': 'approved',
  'device.revoke': 'revoked',
  'device.move': 'moved',
  'api-key.create': 'made',
  'api-key.revoke': 'revoked',
  'usage.refuse': 'could not count',
}

const outcomes: Record<string, string> = { refused: ', which was refused', failed: ', which failed' }

/** What a broker refused has a topic for an object, and an actor without a name where nobody had shown one. */
function refusalOf(entry: { actor: string; object: string }): string {
  const who = entry.actor === 'unidentified' ? 'somebody unidentified' : entry.actor
  return entry.object === 'connection'
    ? `the broker refused a connection of ${who}`
    : `the broker refused ${entry.object} to ${who}`
}

/** An audit entry as a sentence; an action that has none is shown as it is. */
export function sentenceOf(entry: { actor: string; action: string; object: string; outcome: string }): string {
  const [kind = '', ...rest] = entry.object.split('/')
  const name = rest.join('/')
  const thing = name ? `${kind.replaceAll('-', ' ')} ${name}` : kind
  if (entry.action === 'mqtt.refused') return refusalOf(entry)
  // A device comes in by a code, which says nothing to people.
  if (/^(device[.])?enroll$/.test(entry.action) && entry.outcome === 'done') return `${name} enrolled`
  const verb = sentences[entry.action]
  const said = verb === undefined ? `${entry.action} ${thing}` : verb.endsWith('tenant') ? verb : `${verb} ${thing}`
  return `${entry.actor} ${said}${outcomes[entry.outcome] ?? ''}`
}
