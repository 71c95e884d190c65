import { useMutation } from '@tanstack/react-query'
import { Problem } from '@/api/problem'

interface Credentials {
  email: string
  password: string
}

/** Opens a session: the platform sets a cookie that no script can read. */
export async function openSession(credentials: Credentials): Promise<void> {
  let response: Response
  try {
    response = await fetch('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(credentials),
    })
  } catch {
    throw Problem.unreachable()
  }
  if (!response.ok) throw await Problem.from(response)
}

export function useOpenSession() {
  return useMutation({ mutationFn: openSession })
}
