/** As a shell takes it: quoted unless it is plain. */
function quoted(text: string): string {
  return /^[A-Za-z0-9._/:=,+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** The line that enrolls a device with a ticket. What the code does not bring along stands for the person to fill in. */
export function enrollCommand(ticket: string, asked: readonly string[], given: Readonly<Record<string, string>>): string {
  const missing = asked.filter((name) => (given[name] ?? '') === '')
  return [
    './millwright edge enroll',
    `--ticket ${quoted(ticket)}`,
    '--serial SERIAL',
    '--state ./box',
    ...missing.map((name) => `--parameter ${name}=VALUE`),
  ].join(' ')
}

export const RUN_COMMAND = './millwright edge run --state ./box'

interface ShownCode {
  code: string
  ticket: string
  expiresAt: string
}

/** The codes of one order as a file for labels. */
export function codeRows(codes: readonly ShownCode[]): string[][] {
  return [['code', 'ticket', 'expires'], ...codes.map(({ code, ticket, expiresAt }) => [code, ticket, expiresAt])]
}
