import { helpFor, type Protocol } from '../model/protocol'
import styles from './Fleets.module.css'

/** Examples of addresses in the words of the protocols that the fleet speaks. */
export function AddressHelp({ protocols }: { protocols: readonly Protocol[] }) {
  return (
    <>
      {protocols.map((protocol) => {
        const help = helpFor(protocol)
        return (
          <details className={styles.help} key={protocol} open={protocols.length === 1}>
            <summary>{`Addresses of ${help.name}`}</summary>
            <p>{help.addressHelp}</p>
            <dl>
              {help.addresses.map(({ address, reads }) => (
                <AddressExample address={address} key={address} reads={reads} />
              ))}
            </dl>
          </details>
        )
      })}
    </>
  )
}

function AddressExample({ address, reads }: { address: string; reads: string }) {
  return (
    <>
      <dt>{address}</dt>
      <dd>{reads}</dd>
    </>
  )
}
