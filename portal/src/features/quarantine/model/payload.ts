const longest = 20_000

/** The bytes that came: as text where they are text, else in hexadecimal; a long one by its beginning. */
export function readable(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const text = asText(bytes) ?? hexadecimal(bytes)
  return text.length > longest ? `${text.slice(0, longest)} …` : text
}

function asText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return /^[^\p{Cc}]*$/u.test(text.replace(/[\n\r\t]/g, '')) ? text : undefined
  } catch {
    return undefined
  }
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, longest), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
