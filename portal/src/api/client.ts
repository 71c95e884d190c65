import createClient, { type Middleware } from 'openapi-fetch'
import { auth } from './auth'
import type { Paths } from './paths'
import { Problem } from './problem'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])
const retryDelay = 400

/** The network may lose an answer: a change is sent once more with the same Idempotency-Key, so it happens once. */
async function fetchTwice(request: Request): Promise<Response> {
  const again = request.clone()
  try {
    return await fetch(request)
  } catch (first) {
    if (request.signal.aborted) throw first
    await new Promise((resolve) => setTimeout(resolve, retryDelay))
    try {
      return await fetch(again)
    } catch (error) {
      if (request.signal.aborted) throw error
      throw Problem.unreachable()
    }
  }
}

/** A request with the bearer token; one that is refused for its token is tried once with a fresh one. */
export async function authorizedFetch(request: Request): Promise<Response> {
  const again = request.clone()
  const token = await auth().token()
  if (token) request.headers.set('Authorization', `Bearer ${token}`)
  const response = await fetchTwice(request)
  if (response.status !== 401 || !token) return response
  const fresh = await auth().renewed(token)
  if (!fresh) return response
  again.headers.set('Authorization', `Bearer ${fresh}`)
  return fetchTwice(again)
}

const idempotency: Middleware = {
  onRequest({ request }) {
    if (!safe.has(request.method) && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', crypto.randomUUID())
    }
    return request
  },
}

/** The API for somebody who is signed in. */
export const api = createClient<Paths>({ baseUrl: location.origin, fetch: authorizedFetch })
api.use(idempotency)

/** The same API for strangers: sign-up, links from mails, prices. */
export const openApi = createClient<Paths>({ baseUrl: location.origin, fetch: fetchTwice })

/** The data of an answer. @throws Problem if it was not a success */
export async function answered<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call
  if (!response.ok) throw await Problem.from(response, error)
  return data as T
}
