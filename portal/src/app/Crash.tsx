import { isRouteErrorResponse, useRouteError } from 'react-router'
import { Button, Empty, LinkButton, Actions } from '@/design'
import { NotFound } from './NotFound'

/** Something in the page threw. What was typed elsewhere and what the platform holds is untouched. */
export function Crash() {
  const error = useRouteError()
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />
  return (
    <main>
      <title>Something went wrong · Millwright</title>
      <Empty
        action={
          <Actions>
            <Button onClick={() => location.reload()} variant="primary">
              Reload
            </Button>
            <LinkButton to="/">Start page</LinkButton>
          </Actions>
        }
        title="This page has stopped working"
      >
        Nothing on the platform has changed by it. Reload the page; if it happens again, tell whoever runs this Millwright what you did.
      </Empty>
    </main>
  )
}
