import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { follow } from '@/api/events'
import type { Schema } from '@/api/paths'
import type { Problem } from '@/api/problem'

export type TenantStatus = Schema<'TenantView'>['status']

export interface Progress {
  status: TenantStatus | undefined
  gone: boolean
  connected: boolean
  problem: Problem | undefined
}

const nothing: Progress = { status: undefined, gone: false, connected: false, problem: undefined }

/** How the tenant comes along, as the platform says it the moment it changes; of one tenant for the life of the component. */
export function useProgress(tenant: string): Progress {
  const queries = useQueryClient()
  const [progress, setProgress] = useState(nothing)
  useEffect(() => {
    const ending = new AbortController()
    const set = (change: Partial<Progress>) => setProgress((now) => ({ ...now, ...change }))
    void follow(`/api/v1/tenants/${encodeURIComponent(tenant)}/events`, {
      signal: ending.signal,
      onConnected: (connected) => set({ connected }),
      onProblem: (problem) => set({ problem }),
      onEvent: ({ event, data }) => {
        if (event === 'gone') {
          set({ gone: true })
          ending.abort()
        }
        if (event === 'tenant') {
          set({ status: JSON.parse(data) as TenantStatus })
          void queries.invalidateQueries({ queryKey: ['tenant', tenant], exact: true })
        }
      },
    })
    return () => ending.abort()
  }, [tenant, queries])
  return progress
}
