const PLACEHOLDER = /\$\{([a-z][a-z0-9-]*)\}/g

/** What a fleet's connections and tags ask of each device, in order of their names. */
export function askedParameters(fleet: {
  connections?: readonly { url?: string }[]
  tags?: readonly { address?: string }[]
}): string[] {
  const texts = [
    ...(fleet.connections ?? []).map((connection) => connection.url ?? ''),
    ...(fleet.tags ?? []).map((tag) => tag.address ?? ''),
  ]
  const names = texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map((found) => found[1] ?? ''))
  return [...new Set(names)].sort()
}

const VALUE = /^[A-Za-z0-9._:;=,[\]+-]{1,253}$/

/** What is wrong with a value for a placeholder, in the API's words; null if nothing is. */
export function parameterFault(value: string): string | null {
  return VALUE.test(value) ? null : 'must be 1 to 253 letters, digits and . _ : ; = , [ ] + -'
}
