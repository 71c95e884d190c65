import { useEffect, useRef, useState } from 'react'
import { follow } from './events'
import type { Problem } from './problem'

export interface LivePoint {
  device: string
  tag: string
  unit?: string
  ts: string
  value: number | string | boolean
  quality: number
}

export interface LiveState {
  connected: boolean
  problem: Problem | undefined
}

/** Calls `onPoint` for every point that is stored while the component stands; no devices or no tags means all. */
export function useLivePoints(
  tenant: string,
  filter: { device?: readonly string[]; tag?: readonly string[]; enabled?: boolean },
  onPoint: (point: LivePoint) => void,
): LiveState {
  const [state, setState] = useState<LiveState>({ connected: false, problem: undefined })
  const latest = useRef(onPoint)
  useEffect(() => {
    latest.current = onPoint
  })
  const query = new URLSearchParams([
    ...(filter.device ?? []).map((name) => ['device', name]),
    ...(filter.tag ?? []).map((name) => ['tag', name]),
  ]).toString()
  const enabled = filter.enabled ?? true
  useEffect(() => {
    if (!enabled) return
    const ending = new AbortController()
    void follow(`/api/v1/tenants/${encodeURIComponent(tenant)}/telemetry/live?${query}`, {
      signal: ending.signal,
      onConnected: (connected) => setState({ connected, problem: undefined }),
      onProblem: (problem) => setState({ connected: false, problem }),
      onEvent: (event) => {
        if (event.event === 'point') latest.current(JSON.parse(event.data) as LivePoint)
      },
    })
    return () => ending.abort()
  }, [tenant, query, enabled])
  return state
}
