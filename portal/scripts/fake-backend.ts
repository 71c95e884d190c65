import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler } from 'msw'
import { getResponse } from 'msw'
import { createServer, type Connect, type Plugin } from 'vite'

const answered = ['/api/', '/session', '/oauth2/', '/userinfo', '/.well-known/']

/** Answers the platform's paths from src/test/handlers, in `npm run fake` and before a build that is looked at. */
export function fakeBackend(): Plugin {
  return {
    name: 'millwright-fake-backend',
    configureServer(server) {
      server.middlewares.use(middleware(() => server.ssrLoadModule(fixtures)))
    },
    async configurePreviewServer(server) {
      const loader = await createServer({ server: { middlewareMode: true, hmr: false, ws: false }, appType: 'custom' })
      server.middlewares.use(middleware(() => loader.ssrLoadModule(fixtures)))
    },
  }
}

const fixtures = '/src/test/handlers.ts'

type Load = () => Promise<Record<string, unknown>>

function middleware(load: Load): Connect.NextHandleFunction {
  return (request, response, next) => {
    const path = request.url ?? ''
    if (!answered.some((prefix) => path.startsWith(prefix))) return next()
    answer(load, request, response).catch(next)
  }
}

async function answer(load: Load, request: IncomingMessage, response: ServerResponse) {
  const { moving, handlers } = (await load()) as Record<
    'moving' | 'handlers',
    RequestHandler[]
  >
  const body: Uint8Array[] = []
  for await (const chunk of request) body.push(chunk as Uint8Array)
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
  const method = request.method ?? 'GET'
  const asked = new Request(url, {
    method,
    headers: Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    ),
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(body) }),
  })
  const found = (await getResponse([...moving, ...handlers], asked, { baseUrl: url.origin })) ?? new Response('no fixture', { status: 501 })
  response.statusCode = found.status
  found.headers.forEach((value, name) => response.setHeader(name, value))
  if (!found.body) return response.end()
  const reader = found.body.getReader()
  response.on('close', () => void reader.cancel().catch(() => undefined))
  for (let part = await reader.read(); !part.done; part = await reader.read()) response.write(part.value)
  response.end()
}
