export type Cell = string | number | boolean | null

/** What spreadsheets would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/

function written(cell: Cell): string {
  if (cell === null) {
    return ''
  }
  if (typeof cell !== 'string') {
    return String(cell)
  }
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** RFC 4180. Texts that a spreadsheet would take for a formula are quoted with an apostrophe; numbers are left as they are. */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => row.map(written).join(',') + '\r\n').join('')
}
