export const PROTOCOLS = ['modbus-tcp', 'opcua', 's7', 'mqtt'] as const
export type Protocol = (typeof PROTOCOLS)[number]

/** What an editor says about a protocol while it is chosen. */
export interface ProtocolHelp {
  readonly name: string
  /** Whether the edge agent of this release reads it; the API takes all of them. */
  readonly read: boolean
  /** What a connection's address begins with. */
  readonly schemes: readonly string[]
  readonly url: string
  readonly urlHelp: string
  readonly addressHelp: string
  readonly addresses: readonly { readonly address: string; readonly reads: string }[]
  /** What an address looks like; what looks otherwise may still be right, so this only warns. */
  readonly form: RegExp
}

const HELP: Record<Protocol, ProtocolHelp> = {
  'modbus-tcp': {
    name: 'Modbus TCP',
    read: true,
    schemes: ['modbus-tcp://'],
    url: 'modbus-tcp://${plc}:502?default-unit-identifier=1',
    urlHelp: 'Host and port of the machine, 502 is usual; default-unit-identifier is the unit it answers as.',
    addressHelp: 'Kind, number counted from 1, and the type of a value that spans registers.',
    addresses: [
      { address: 'holding-register:100:REAL', reads: 'a 32-bit float in registers 100 and 101' },
      { address: 'holding-register:104:UDINT', reads: 'a 32-bit counter' },
      { address: 'input-register:7:INT', reads: 'one signed 16-bit input register' },
      { address: 'coil:1', reads: 'a single bit' },
      { address: 'discrete-input:3', reads: 'a single input bit' },
    ],
    form: /^((coil|discrete-input|input-register|holding-register|extended-register):\d+|[01346]x?\d{4,6})(:[A-Z0-9_]+)?(\[\d+\])?(\{.*\})?$/,
  },
  opcua: {
    name: 'OPC UA',
    read: true,
    schemes: ['opcua:tcp://'],
    url: 'opcua:tcp://${plc}:4840/?discovery=false',
    urlHelp: 'Host and port of the server, 4840 is usual; discovery=false takes the address as it stands.',
    addressHelp: 'The node id: namespace index, then s= for a name or i= for a number.',
    addresses: [
      { address: 'ns=2;s=Pump.Flow', reads: 'the variable Pump.Flow of namespace 2' },
      { address: 'ns=3;i=1017', reads: 'the node with the number 1017' },
    ],
    form: /^ns=\d+;[sigb]=.+$/,
  },
  s7: {
    name: 'Siemens S7',
    read: false,
    schemes: ['s7://'],
    url: 's7://${plc}',
    urlHelp: 'Host of the controller; port 102 is used unless another is given.',
    addressHelp: 'Block, offset and type.',
    addresses: [
      { address: '%DB1.DBD4:REAL', reads: 'a float at byte 4 of data block 1' },
      { address: '%Q0.0:BOOL', reads: 'the first output bit' },
    ],
    form: /^%.+:[A-Z0-9_]+(\[\d+\])?$/,
  },
  mqtt: {
    name: 'MQTT',
    read: false,
    schemes: ['mqtt://', 'mqtts://'],
    url: 'mqtts://${plc}:8883',
    urlHelp: 'The broker of the machine, not that of Millwright.',
    addressHelp: 'The topic that the machine publishes the value on.',
    addresses: [{ address: 'press/1/temperature', reads: 'what is published on this topic' }],
    form: /^[^\s]+$/,
  },
}

export function helpFor(protocol: Protocol): ProtocolHelp {
  return HELP[protocol]
}

export function isProtocol(text: string): text is Protocol {
  return PROTOCOLS.some((protocol) => protocol === text)
}

/** A hint, not a refusal: the agent knows more forms than this page. */
export function addressWarning(protocol: Protocol, address: string): string | null {
  const help = HELP[protocol]
  const example = help.addresses[0]?.address ?? ''
  return address === '' || address.includes('${') || help.form.test(address)
    ? null
    : `does not look like an address of ${help.name}, such as ${example}`
}

/** UCUM codes that machines are usually measured in. */
export const UNITS: readonly { readonly code: string; readonly name: string }[] = [
  { code: 'Cel', name: 'degree Celsius' },
  { code: 'K', name: 'kelvin' },
  { code: 'bar', name: 'bar' },
  { code: 'mbar', name: 'millibar' },
  { code: 'kPa', name: 'kilopascal' },
  { code: '%', name: 'percent' },
  { code: 'm3/h', name: 'cubic metre per hour' },
  { code: 'L/min', name: 'litre per minute' },
  { code: 'm/s', name: 'metre per second' },
  { code: 'mm/s', name: 'millimetre per second' },
  { code: 'mm', name: 'millimetre' },
  { code: '{rpm}', name: 'revolutions per minute' },
  { code: 'Hz', name: 'hertz' },
  { code: 'V', name: 'volt' },
  { code: 'A', name: 'ampere' },
  { code: 'kW', name: 'kilowatt' },
  { code: 'kW.h', name: 'kilowatt hour' },
  { code: 'N', name: 'newton' },
  { code: 'N.m', name: 'newton metre' },
  { code: 'kg', name: 'kilogram' },
  { code: 's', name: 'second' },
]
