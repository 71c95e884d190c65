import { decimal, dividedHalfUp, plus, sameNumber, text, times, ZERO, type Decimal } from '@/design/decimal'

export interface Step {
  quantity: number
  price: number
}

export interface Line {
  number: number
  tier: string
  charge: string
  quantity: number
  included: number
  per: number
  steps: readonly Step[]
  amount: number
}

/** A line re-added by this page from what the line says. */
export interface Readded {
  /** Minor units, and whether the bill says the same. */
  readonly amount: bigint
  readonly amountAgrees: boolean
  /** Whether what the steps bill and what is included cover what was used. */
  readonly quantityAgrees: boolean
}

function sum(numbers: readonly (number | Decimal)[]): Decimal {
  return numbers.map((one) => (typeof one === 'number' ? decimal(one) : one)).reduce(plus, ZERO)
}

/** The sum over the steps of quantity times price, through what one price buys, rounded half up: the rule of the bill. */
export function readded(line: Line): Readded {
  const amount = dividedHalfUp(
    sum(line.steps.map((step) => times(decimal(step.quantity), decimal(step.price)))),
    BigInt(line.per),
  )
  const billed = sum(line.steps.map((step) => step.quantity))
  const isBase = line.charge === 'base'
  const covered = isBase ? billed : plus(billed, decimal(line.included))
  const quantityAgrees = sameNumber(covered, decimal(line.quantity)) || (!isBase && line.steps.length === 0)
  return { amount, amountAgrees: amount === BigInt(line.amount), quantityAgrees }
}

/** Whether hourly windows come to what a line bills; their sum as a text. */
export function windowsAgree(quantities: readonly number[], line: Pick<Line, 'quantity'>): { sum: string; agrees: boolean } {
  const added = sum(quantities)
  return { sum: text(added), agrees: sameNumber(added, decimal(line.quantity)) }
}

export function totalAgrees(
  bill: { total: number },
  lines: readonly { amount: number }[],
  corrections: readonly { amount: number }[],
): boolean {
  const added = [...lines, ...corrections].reduce((total, one) => total + BigInt(one.amount), 0n)
  return added === BigInt(bill.total)
}

/** What an address of a proof asks for: `/api/v1/tenants/acme/usage?meter=points&from=...`. The path is not looked at. */
export function windowQuestion(address: string): { meter: string; from: string; to: string; granularity: string } {
  const parameters = new URLSearchParams(address.slice(address.indexOf('?') + 1))
  return {
    meter: parameters.get('meter') ?? '',
    from: parameters.get('from') ?? '',
    to: parameters.get('to') ?? '',
    granularity: parameters.get('granularity') ?? 'hour',
  }
}
