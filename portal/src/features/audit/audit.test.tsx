import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test, vi } from 'vitest'
import { download } from '@/design/download'
import { entries } from '@/test/administration'
import { problem } from '@/test/people'
import { expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

vi.mock('@/design/download')

const base = '/api/v1/tenants/:tenant/audit'

test('the trail is asked for newest first, and more of it on demand', async () => {
  const asked: string[] = []
  server.use(
    http.get(base, ({ request }) => {
      const query = new URL(request.url).searchParams
      asked.push(query.toString())
      return HttpResponse.json(query.has('cursor') ? { items: entries.slice(3) } : { items: entries.slice(0, 3), next: 'more' })
    }),
  )
  const { user } = open('/t/acme/audit')
  const table = await screen.findByRole('table', { name: 'Audit entries, newest first' })
  expect(within(table).getAllByRole('row')).toHaveLength(4)
  await user.click(screen.getByRole('button', { name: 'Show more' }))
  expect(await within(table).findByText('site/bremen')).toBeVisible()
  expect(asked).toEqual(['order=newest', 'order=newest&cursor=more'])
  await expectAccessible()
})

test('one can look for what was refused, and for somebody', async () => {
  const { user } = open('/t/acme/audit')
  await screen.findByText('device/pump-7-a2c4')
  await user.click(screen.getByRole('radio', { name: 'Refused' }))
  expect(await screen.findByText('api-key/report')).toBeVisible()
  expect(screen.queryByText('device/pump-7-a2c4')).toBeNull()
  await user.type(screen.getByLabelText('Who, what or whom'), 'nobody')
  await user.click(screen.getByRole('button', { name: 'Filter' }))
  expect(await screen.findByRole('heading', { name: 'No entry matches' })).toBeVisible()
})

test('the whole chain can be taken along', async () => {
  const { user } = open('/t/acme/audit')
  await user.click(await screen.findByRole('button', { name: 'Export' }))
  await vi.waitFor(() => expect(download).toHaveBeenCalledWith('audit-acme.ndjson', 'application/x-ndjson', expect.anything()))
})

test('who may not see the trail is told so kindly', async () => {
  server.use(http.get(base, () => problem(403, 'forbidden', 'The caller may not do this', 'Only owners and admins may.')))
  open('/t/acme/audit')
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent('Ask an owner or an administrator of the tenant')
  expect(within(alert).queryByRole('button')).toBeNull()
})
