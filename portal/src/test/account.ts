import { http, HttpResponse } from 'msw'
import { problem } from './people'

/** What strangers may ask. The one password is "correct horse battery"; the one good link token is "good". */
export const handlers = [
  http.post('/session', async ({ request }) => {
    const { password } = (await request.json()) as { password: string }
    return password === 'correct horse battery'
      ? new HttpResponse(null, { status: 204 })
      : problem(401, 'sign-in-refused', 'Signing in was refused', 'The address and the password do not belong together, or the address is not confirmed.')
  }),
  http.delete('/session', () => new HttpResponse(null, { status: 204 })),
  http.get('/.well-known/openid-configuration', ({ request }) => {
    const { origin } = new URL(request.url)
    return HttpResponse.json({
      issuer: origin,
      authorization_endpoint: `${origin}/oauth2/authorize`,
      token_endpoint: `${origin}/oauth2/token`,
      jwks_uri: `${origin}/oauth2/jwks`,
    })
  }),
  http.get('/oauth2/authorize', ({ request }) => {
    const asked = new URL(request.url).searchParams
    const back = new URL(asked.get('redirect_uri') ?? '/')
    back.searchParams.set('code', 'code')
    back.searchParams.set('state', asked.get('state') ?? '')
    return new HttpResponse(null, { status: 302, headers: { Location: back.toString() } })
  }),
  http.post('/oauth2/token', () =>
    HttpResponse.json({
      access_token: 'access',
      refresh_token: 'refresh',
      token_type: 'Bearer',
      expires_in: 900,
      scope: 'openid email profile',
      id_token: `${btoa('{"alg":"none"}')}.${btoa('{"sub":"6f9c"}')}.`,
    }),
  ),
  http.post('/api/v1/signup', () => HttpResponse.json({}, { status: 202 })),
  http.post('/api/v1/signup\\:verify', async ({ request }) => byLink(request)),
  http.post('/api/v1/password-resets', () => HttpResponse.json({}, { status: 202 })),
  http.post('/api/v1/password-resets\\:complete', async ({ request }) => byLink(request)),
  http.post('/api/v1/invitations\\:show', async ({ request }) => {
    const { token } = (await request.json()) as { token: string }
    if (token !== 'good' && token !== 'known') return stale()
    return HttpResponse.json({
      tenant: 'acme',
      tenantName: 'Acme Pumps',
      role: 'operator',
      sites: ['bremen'],
      email: 'bo@acme.example',
      account: token === 'known',
    })
  }),
  http.post('/api/v1/invitations\\:accept', () => HttpResponse.json({ tenant: 'acme' })),
  http.patch('/api/v1/me', () => HttpResponse.json({})),
  http.post('/api/v1/me\\:password', async ({ request }) => {
    const { current } = (await request.json()) as { current: string }
    return current === 'correct horse battery'
      ? new HttpResponse(null, { status: 204 })
      : problem(400, 'invalid-request', 'The request is not valid', 'One field has to be corrected.', [
          { field: 'current', message: 'This is not your present password.' },
        ])
  }),
]

function stale() {
  return problem(400, 'link-invalid', 'The link is not good', 'It was used, has ended or is incomplete. Ask for a new one.')
}

async function byLink(request: Request) {
  const { token } = (await request.json()) as { token: string }
  return token === 'good' ? new HttpResponse(null, { status: 204 }) : stale()
}
