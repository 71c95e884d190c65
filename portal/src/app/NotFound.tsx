import { LinkButton, Page } from '@/design'

export function NotFound() {
  return (
    <Page lead="It may have been mistyped, or what it showed has been removed." title="There is no page at this address">
      <div>
        <LinkButton to="/" variant="primary">
          Start page
        </LinkButton>
      </div>
    </Page>
  )
}
