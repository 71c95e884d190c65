import qrcode from 'qrcode-generator'
import styles from './ClaimCodes.module.css'

const quiet = 4

/** A text as a QR code, drawn here: a ticket is a secret and goes to no image service. Black on white in both themes. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const size = code.getModuleCount()
  let path = ''
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (code.isDark(row, column)) path += `M${String(column)} ${String(row)}h1v1h-1z`
    }
  }
  const box = [-quiet, -quiet, size + 2 * quiet, size + 2 * quiet].join(' ')
  return (
    <svg aria-label={label} className={styles.qr} role="img" shapeRendering="crispEdges" viewBox={box}>
      <rect className={styles.light} height={size + 2 * quiet} width={size + 2 * quiet} x={-quiet} y={-quiet} />
      <path className={styles.dark} d={path} />
    </svg>
  )
}
