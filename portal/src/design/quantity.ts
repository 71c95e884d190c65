const exact = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 })

/** 12,345.678: nothing that a bill counts is rounded away. */
export function quantity(value: number): string {
  return exact.format(value)
}

/** "1 device", "1,200 devices". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${exact.format(value)} ${value === 1 ? one : many}`
}
