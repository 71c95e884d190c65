import { PasswordField } from '@/design'

export const shortest = 12

/** A new password, with the rule said before it is broken. */
export function NewPassword({ error, label = 'Password' }: { error: string | undefined; label?: string }) {
  return (
    <PasswordField
      autoComplete="new-password"
      error={error}
      hint={`At least ${String(shortest)} characters; a sentence is good.`}
      label={label}
      name="password"
      required
    />
  )
}

/** What is wrong with a new password, as far as it can be said here; the platform refuses common ones too. */
export function passwordFault(password: string): string | undefined {
  return password.length < shortest ? `It needs at least ${String(shortest)} characters.` : undefined
}
