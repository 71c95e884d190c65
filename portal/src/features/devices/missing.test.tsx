import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom } from '@/test/people'
import { lacking, press } from '@/test/plant'
import { expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'
import { place } from './model/missing'

const path = `/api/v1/tenants/acme/devices/${press.id}/completeness`
const page = `/t/acme/devices/${press.id}`

test('the minutes in which something is missing are told with their reason', async () => {
  open(page)
  const table = await screen.findByRole('table', { name: 'Minutes in which something is missing' })
  expect(within(table).getByText(/2 messages\. The disk of the device/)).toBeVisible()
  expect(within(table).getByText(/1 item that could not be stored. The minutes are those of their arrival/)).toBeVisible()
  expect(screen.getByRole('img', { name: '2 stretches of time in which something is missing' })).toBeVisible()
  const unplaced = screen.getByText(/3 messages: they wait in the device/)
  expect(unplaced).toHaveTextContent('After 21 Nov 2026')
  expect(screen.getByText(/of what is later nothing is known yet/)).toBeVisible()
  await expectAccessible()
})

test('another time is asked for', async () => {
  const asked: number[] = []
  server.use(
    http.get(path, ({ request }) => {
      const query = new URL(request.url).searchParams
      asked.push(Math.round((Date.parse(query.get('to') ?? '') - Date.parse(query.get('from') ?? '')) / 3_600_000))
      return HttpResponse.json(lacking)
    }),
  )
  const { user } = open(page)
  await user.selectOptions(await screen.findByLabelText('Time'), 'The last 31 days')
  expect(await screen.findByRole('table', { name: 'Minutes in which something is missing' })).toBeVisible()
  expect(asked).toEqual([24, 744])
})

test('nothing is missing only where messages are numbered', async () => {
  server.use(http.get(path, () => HttpResponse.json({ ...lacking, missing: [], unplaced: [] })))
  open(page)
  expect(await screen.findByRole('heading', { name: 'Nothing is missing' })).toBeVisible()
})

test('of a device that numbers nothing it is not said that nothing is missing', async () => {
  server.use(http.get(path, () => HttpResponse.json({ ...lacking, missing: [], unplaced: [], streams: [] })))
  open(page)
  expect(await screen.findByRole('heading', { name: 'Nothing is known of what is missing' })).toBeVisible()
  expect(screen.queryByRole('heading', { name: 'Nothing is missing' })).toBeNull()
})

test('a device of many streams comes in pages of one and the same time', async () => {
  const queries: string[] = []
  server.use(
    http.get(path, ({ request }) => {
      const query = new URL(request.url).searchParams
      queries.push(`${query.get('from') ?? ''} ${query.get('cursor') ?? ''}`)
      return HttpResponse.json(
        query.get('cursor') ? { ...lacking, missing: [], unplaced: [] } : { ...lacking, missing: [], unplaced: [], next: 'k3x9' },
      )
    }),
  )
  const { user } = open(page)
  const more = await screen.findByRole('button', { name: 'Show more' })
  expect(screen.queryByRole('heading', { name: 'Nothing is missing' })).toBeNull()
  await user.click(more)
  expect(await screen.findByRole('heading', { name: 'Nothing is missing' })).toBeVisible()
  expect(queries[1]).toBe(`${lacking.from} k3x9`)
})

test('a record that does not come says why and can be asked for again', async () => {
  server.use(http.get(path, boom))
  open(page)
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
})

test('a stretch is drawn where it lies and never too thin to be seen', () => {
  const range = { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' }
  expect(place({ from: '2026-11-21T06:00:00Z', to: '2026-11-21T18:00:00Z' }, range)).toEqual({ x: 250, width: 500 })
  expect(place({ from: '2026-11-21T23:59:00Z', to: '2026-11-23T00:00:00Z' }, range)).toEqual({ x: 996, width: 4 })
  expect(place({ from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:01:00Z' }, range)).toEqual({ x: 0, width: 4 })
})
