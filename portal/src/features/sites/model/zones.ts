/** The time zones that this browser knows, for the list below the field; the API takes what the platform knows. */
export function zones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')]
}
