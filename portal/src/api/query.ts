import { QueryClient, useInfiniteQuery, type QueryKey } from '@tanstack/react-query'
import { Problem } from './problem'

const worthRetrying = new Set([0, 502, 503, 504])

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 2 && error instanceof Problem && worthRetrying.has(error.status),
        throwOnError: false,
      },
    },
  })
}

interface PageOf<T> {
  items: T[]
  next?: string | null
}

/** A list that comes in pages: what has come so far, and `fetchNextPage` for more. `every` so many milliseconds it is asked for anew. */
export function usePaged<T>(
  key: QueryKey,
  page: (cursor: string | undefined, signal: AbortSignal) => Promise<PageOf<T>>,
  every?: number,
) {
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    getNextPageParam: (last) => last.next ?? undefined,
    ...(every !== undefined && { refetchInterval: every }),
  })
  return { ...query, items: query.data?.pages.flatMap((one) => one.items) ?? [] }
}
