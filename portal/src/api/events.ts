import { authorizedFetch } from './client'
import { Problem } from './problem'

export interface ServerEvent {
  event: string
  data: string
  id: string | undefined
}

const longestPause = 15_000

/** Splits a stream of server-sent events; comments are heartbeats and say nothing. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      rest += decoder.decode(part.value, { stream: true }).replaceAll('\r', '')
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const event = parsed(rest.slice(0, end))
        rest = rest.slice(end + 2)
        if (event) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function parsed(block: string): ServerEvent | undefined {
  let event = 'message'
  let id: string | undefined
  const data: string[] = []
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim()
    else if (line.startsWith('id:')) id = line.slice(3).trim()
    else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''))
  }
  return data.length === 0 ? undefined : { event, data: data.join('\n'), id }
}

export interface Following {
  onEvent: (event: ServerEvent) => void
  /** True while the stream stands. */
  onConnected?: (connected: boolean) => void
  /** A refusal that trying again does not change; the stream is given up. */
  onProblem?: (problem: Problem) => void
  signal: AbortSignal
}

/**
 * Follows a stream of the API until `signal` aborts: connects again with growing pauses, and goes on after the last event
 * that came. EventSource cannot do this, because it sends no Authorization header.
 */
export async function follow(path: string, { onEvent, onConnected, onProblem, signal }: Following): Promise<void> {
  let last: string | undefined
  let failures = 0
  while (!signal.aborted) {
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' }
      if (last) headers['Last-Event-ID'] = last
      const response = await authorizedFetch(new Request(new URL(path, location.origin), { headers, signal }))
      if (!response.ok || !response.body) {
        const problem = await Problem.from(response)
        if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) {
          onProblem?.(problem)
          return
        }
        throw problem
      }
      onConnected?.(true)
      for await (const event of eventsOf(response.body)) {
        failures = 0
        last = event.id ?? last
        onEvent(event)
      }
    } catch {
      // The loop tries again; a stream that stays away shows as not connected.
    }
    if (signal.aborted) return
    onConnected?.(false)
    failures += 1
    await pause(Math.min(longestPause, 500 * 2 ** Math.min(failures, 5)), signal)
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
