import { newConnection, newTag, type ConnectionDraft, type FleetDraft, type TagDraft } from './draft'
import { helpFor, type Protocol } from './protocol'

/** What a person does to a draft. */
export type Change =
  | { act: 'set'; field: keyof FleetDraft; value: string }
  | { act: 'connection'; key: string; field: 'name' | 'url'; value: string }
  | { act: 'protocol'; key: string; protocol: Protocol }
  | { act: 'subscribe'; key: string; subscribed: boolean }
  | { act: 'add-connection'; protocol: Protocol }
  | { act: 'remove-connection'; key: string }
  | { act: 'tag'; key: string; field: Exclude<keyof TagDraft, 'key'>; value: string }
  | { act: 'add-tag' }
  | { act: 'add-tags'; tags: readonly TagDraft[] }
  | { act: 'copy-tag'; key: string }
  | { act: 'remove-tag'; key: string }
  | { act: 'begin'; draft: FleetDraft }

function freeName(protocol: Protocol, connections: readonly ConnectionDraft[]): string {
  const base = protocol === 'opcua' ? 'server' : 'machine'
  const taken = new Set(connections.map((connection) => connection.name))
  let name = base
  for (let number = 2; taken.has(name); number++) name = `${base}-${String(number)}`
  return name
}

/** Tags follow when their connection gets another name. */
function renamed(draft: FleetDraft, key: string, name: string): FleetDraft {
  const before = draft.connections.find((connection) => connection.key === key)?.name
  return {
    ...draft,
    connections: draft.connections.map((one) => (one.key === key ? { ...one, name } : one)),
    tags: draft.tags.map((tag) => (before !== undefined && tag.connection === before ? { ...tag, connection: name } : tag)),
  }
}

/** Another protocol brings its own example, unless somebody has written an address already. */
function spoken(connection: ConnectionDraft, protocol: Protocol): ConnectionDraft {
  const untouched = connection.url === '' || connection.url === helpFor(connection.protocol).url
  return { ...connection, protocol, url: untouched ? helpFor(protocol).url : connection.url }
}

export function changed(draft: FleetDraft, change: Change): FleetDraft {
  switch (change.act) {
    case 'begin':
      return change.draft
    case 'set':
      return { ...draft, [change.field]: change.value }
    case 'connection':
      return change.field === 'name'
        ? renamed(draft, change.key, change.value)
        : { ...draft, connections: draft.connections.map((one) => (one.key === change.key ? { ...one, url: change.value } : one)) }
    case 'protocol':
      return {
        ...draft,
        connections: draft.connections.map((one) => (one.key === change.key ? spoken(one, change.protocol) : one)),
      }
    case 'subscribe':
      return {
        ...draft,
        connections: draft.connections.map((one) =>
          one.key === change.key ? { ...one, subscribed: change.subscribed } : one,
        ),
      }
    case 'add-connection': {
      const name = freeName(change.protocol, draft.connections)
      const added = newConnection(name, change.protocol, helpFor(change.protocol).url)
      return { ...draft, connections: [...draft.connections, added] }
    }
    case 'remove-connection':
      return { ...draft, connections: draft.connections.filter((one) => one.key !== change.key) }
    case 'tag':
      return {
        ...draft,
        tags: draft.tags.map((tag) => (tag.key === change.key ? { ...tag, [change.field]: change.value } : tag)),
      }
    case 'add-tag':
      return { ...draft, tags: [...draft.tags, newTag(draft.tags.at(-1), draft.connections[0]?.name ?? '')] }
    case 'add-tags':
      return { ...draft, tags: [...draft.tags, ...change.tags] }
    case 'copy-tag':
      return {
        ...draft,
        tags: draft.tags.flatMap((tag) =>
          tag.key === change.key ? [tag, { ...tag, key: newTag(tag, '').key, name: `${tag.name}-2` }] : [tag],
        ),
      }
    case 'remove-tag':
      return { ...draft, tags: draft.tags.filter((tag) => tag.key !== change.key) }
  }
}
