import { Empty, LinkButton } from '@/design'

export function NotFound() {
  return (
    <main>
      <title>Not found · Millwright</title>
      <Empty
        action={
          <LinkButton to="/" variant="primary">
            Start page
          </LinkButton>
        }
        title="There is no page at this address"
      >
        It may have been mistyped, or what it showed has been removed.
      </Empty>
    </main>
  )
}
