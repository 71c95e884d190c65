import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const java = process.env.MILLWRIGHT_JAVA ?? 'java'
const options = ['-Xmx96m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '--enable-native-access=ALL-UNNAMED', '--sun-misc-unsafe-memory-access=allow']

/** A simulated press and the edge agent beside it: programs of their own, as in a plant. */
export class Machine {
  private readonly running: ChildProcess[] = []
  private readonly directory = mkdtempSync(join(tmpdir(), 'millwright-e2e-'))

  readonly address: string

  private constructor(address: string) {
    this.address = address
  }

  static async press(): Promise<Machine> {
    const port = await freePort()
    const machine = new Machine(`127.0.0.1:${String(port)}`)
    machine.start('io.millwright.simulator.Simulator', 'press', '--protocol', 'modbus', '--port', String(port))
    return machine
  }

  /** With the ticket in a file: every user of a machine sees the arguments of its processes. */
  async enrolls(ticket: string, serial: string): Promise<void> {
    const file = join(this.directory, 'ticket')
    writeFileSync(file, `--ticket\n"${ticket}"\n`, { mode: 0o600 })
    const agent = this.start('io.millwright.edge.EdgeProvisioner', 'enroll', `@${file}`, '--serial', serial, '--state', this.state())
    const status = await new Promise((ended) => agent.on('exit', ended))
    if (status !== 0) throw new Error(`the agent could not enroll: exit code ${String(status)}`)
  }

  runs(): void {
    this.start('io.millwright.edge.EdgeProvisioner', 'run', '--state', this.state())
  }

  stops(): void {
    for (const process of this.running.splice(0)) process.kill('SIGKILL')
  }

  private state(): string {
    return join(this.directory, 'state')
  }

  /** The class path comes with the environment. */
  private start(...command: string[]): ChildProcess {
    const started = spawn(java, [...options, ...command], { stdio: ['ignore', 'inherit', 'inherit'] })
    this.running.push(started)
    return started
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer()
    server.on('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('no port'))))
    })
  })
}
