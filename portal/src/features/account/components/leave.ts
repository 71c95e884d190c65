/** Loads another page of this origin, past the router: the authorization server answers it, not the portal. */
export function leave(path: string): void {
  location.assign(path)
}
