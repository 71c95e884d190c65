/** Who is signed in, for the rest of the portal. The implementation is installed once at start; tests install another. */
export interface Auth {
  /** The access token, renewed when it is about to end; undefined when nobody is signed in. */
  token(): Promise<string | undefined>
  /** A token other than the refused one; undefined when there is none and the person has to sign in again. */
  renewed(refused: string): Promise<string | undefined>
  /** Leaves the page to sign in, and comes back to `to`. */
  signIn(to: string): Promise<void>
  /** Finishes what `signIn` began. Answers where to go. */
  signedIn(): Promise<string>
  /** Ends the session at the platform and forgets the tokens. */
  signOut(): Promise<void>
  /** Forgets the tokens only. */
  forget(): Promise<void>
}

let installed: Auth | undefined

export function installAuth(auth: Auth): void {
  installed = auth
}

export function auth(): Auth {
  if (!installed) throw new Error('no Auth is installed')
  return installed
}
