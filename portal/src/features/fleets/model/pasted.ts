import { newTag, type FleetDraft, type TagDraft } from './draft'

const COLUMNS = ['name', 'address', 'unit', 'interval', 'connection', 'deadband', 'scale', 'offset', 'min', 'max'] as const
type Column = (typeof COLUMNS)[number]

function cells(line: string): string[] {
  const separator = line.includes('\t') ? '\t' : line.includes(';') && !line.includes('ns=') ? ';' : ','
  return line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
}

function isHeading(line: readonly string[]): boolean {
  return line.some((cell) => cell.toLowerCase() === 'name') && line.some((cell) => cell.toLowerCase() === 'address')
}

/**
 * Rows of a spreadsheet as tags. The first line may name the columns; without it they are name, address, unit, interval.
 * What a row leaves out is as in a tag that is added by hand.
 */
export function pastedTags(text: string, draft: FleetDraft): TagDraft[] {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(cells)
  const [first] = lines
  const headed = first !== undefined && isHeading(first)
  const columns: (Column | undefined)[] = headed
    ? first.map((cell) => COLUMNS.find((column) => column === cell.toLowerCase()))
    : [...COLUMNS]
  const blank = newTag(draft.tags.at(-1), draft.connections[0]?.name ?? '')
  return lines.slice(headed ? 1 : 0).map((line) => {
    const given = Object.fromEntries(
      columns.flatMap((column, index) => (column && line[index] ? [[column, line[index]]] : [])),
    )
    return { ...blank, ...given, key: newTag(undefined, '').key }
  })
}
