import { InMemoryWebStorage, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts'
import type { Auth } from './auth'

const soon = 30

/**
 * Authorization code with PKCE at the platform's own authorization server. Tokens live in this page's memory and nowhere
 * else; a reload asks the server again, which the session cookie answers at once. Only the verifier and the state of a
 * sign-in under way lie in sessionStorage.
 */
export function oidcAuth(origin: string, leave: (url: string) => void = (url) => location.assign(url)): Auth {
  const users = new UserManager({
    authority: origin,
    client_id: 'portal',
    redirect_uri: `${origin}/signed-in`,
    scope: 'openid email profile',
    response_type: 'code',
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
    loadUserInfo: false,
    monitorSession: false,
  })
  let renewal: Promise<User | null> | undefined

  /** One at a time: a refresh token that is used twice ends the sign-in. */
  function renew(user: User): Promise<User | null> {
    renewal ??= (user.refresh_token ? users.signinSilent() : Promise.resolve(null))
      .catch(() => null)
      .then(async (renewed) => {
        if (!renewed) await users.removeUser()
        return renewed
      })
      .finally(() => {
        renewal = undefined
      })
    return renewal
  }

  return {
    async token() {
      const user = await users.getUser()
      if (!user) return undefined
      if ((user.expires_in ?? 0) > soon) return user.access_token
      return (await renew(user))?.access_token
    },
    async renewed(refused) {
      const user = await users.getUser()
      if (!user) return undefined
      if (user.access_token !== refused) return user.access_token
      return (await renew(user))?.access_token
    },
    async signIn(to) {
      await users.signinRedirect({ state: { to } })
    },
    async signedIn() {
      const user = await users.signinRedirectCallback()
      const { to } = (user.state ?? {}) as { to?: unknown }
      return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : '/'
    },
    async signOut() {
      await fetch('/session', { method: 'DELETE' })
      await users.removeUser()
      leave('/login')
    },
    async forget() {
      await users.removeUser()
    },
  }
}
