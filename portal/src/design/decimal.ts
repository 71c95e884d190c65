/** An exact decimal number: `units` of ten to the power of minus `scale`. Bills are re-added with it, never with floats. */
export interface Decimal {
  readonly units: bigint
  readonly scale: number
}

const FORM = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/** @throws RangeError if the text is no decimal number */
export function decimal(given: number | string | bigint): Decimal {
  const parts = FORM.exec(String(given))
  if (!parts) {
    throw new RangeError(`not a decimal number: ${String(given)}`)
  }
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] = parts
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  const scale = fraction.length - Number(exponent)
  return scale < 0 ? { units: digits * 10n ** BigInt(-scale), scale: 0 } : { units: digits, scale }
}

export const ZERO: Decimal = { units: 0n, scale: 0 }

function at(number: Decimal, scale: number): bigint {
  return number.units * 10n ** BigInt(scale - number.scale)
}

export function plus(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale)
  return { units: at(one, scale) + at(other, scale), scale }
}

export function times(one: Decimal, other: Decimal): Decimal {
  return { units: one.units * other.units, scale: one.scale + other.scale }
}

export function sameNumber(one: Decimal, other: Decimal): boolean {
  const scale = Math.max(one.scale, other.scale)
  return at(one, scale) === at(other, scale)
}

/** The quotient as a whole number; a half goes away from zero, as `RoundingMode.HALF_UP` does. */
export function dividedHalfUp(number: Decimal, by: bigint): bigint {
  const divisor = by * 10n ** BigInt(number.scale)
  const sign = number.units < 0n !== divisor < 0n ? -1n : 1n
  const dividend = number.units < 0n ? -number.units : number.units
  const size = divisor < 0n ? -divisor : divisor
  return (sign * (2n * dividend + size)) / (2n * size)
}

/** Without an exponent and without zeros at the end. */
export function text(number: Decimal): string {
  const negative = number.units < 0n
  const digits = String(negative ? -number.units : number.units).padStart(number.scale + 1, '0')
  const whole = digits.slice(0, digits.length - number.scale)
  const fraction = number.scale === 0 ? '' : digits.slice(digits.length - number.scale).replace(/0+$/, '')
  return (negative ? '-' : '') + whole + (fraction === '' ? '' : `.${fraction}`)
}
