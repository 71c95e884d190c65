import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom, problem } from '@/test/people'
import { press } from '@/test/plant'
import { expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

const telemetry = '/api/v1/tenants/acme/telemetry'
const series = `series=${press.id}:temperature`

test('somebody who chose nothing sees the first measurement move', async () => {
  open('/t/acme/explore')
  expect(await screen.findByRole('checkbox', { name: /temperature/ })).toBeChecked()
  const figures = await screen.findByRole('table', { name: 'Figures of each tag' })
  expect(await within(figures).findAllByText('71.5 °C')).not.toHaveLength(0)
  expect(screen.getByText('Live', { selector: 'span' })).toBeVisible()
  await expectAccessible()
})

test('a pause ends the stream until it goes on', async () => {
  const { user } = open('/t/acme/explore')
  await user.click(await screen.findByRole('button', { name: 'Pause' }))
  expect(screen.getByText('Paused')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Go on' })).toBeVisible()
})

test('history is read with the automatic bucket, or the one that is chosen', async () => {
  const asked: URLSearchParams[] = []
  server.events.on('request:start', ({ request }) => {
    const url = new URL(request.url)
    if (url.pathname.endsWith('/history')) asked.push(url.searchParams)
  })
  const { user, router } = open(`/t/acme/explore?view=history&range=1h&${series}`)
  const figures = await screen.findByRole('table', { name: 'Figures of each tag' })
  expect(figures).toHaveTextContent('65 °C')
  expect(asked.at(-1)?.get('bucket')).toBe('auto')
  expect(screen.getByRole('option', { name: 'Automatic (10 seconds)' })).toBeVisible()
  await user.selectOptions(screen.getByLabelText('Each bucket shows'), 'max')
  await user.selectOptions(screen.getByLabelText('Resolution'), '1m')
  expect(await screen.findByRole('table', { name: 'Figures of each tag' })).toBeVisible()
  expect(asked.at(-1)?.get('bucket')).toBe('1m')
  expect(asked.at(-1)?.get('aggregate')).toBe('max')
  expect(router.state.location.search).toContain('bucket=1m')
  await expectAccessible()
  server.events.removeAllListeners()
})

test('several tags come with one question', async () => {
  const asked: URLSearchParams[] = []
  server.events.on('request:start', ({ request }) => {
    const url = new URL(request.url)
    if (url.pathname.endsWith('/history')) asked.push(url.searchParams)
  })
  open(`/t/acme/explore?view=history&${series}&series=${press.id}:running`)
  const figures = await screen.findByRole('table', { name: 'Figures of each tag' })
  expect(within(figures).getAllByRole('row')).toHaveLength(3)
  expect(asked).toHaveLength(1)
  expect(asked[0]?.getAll('series')).toEqual([`${press.id}:temperature`, `${press.id}:running`])
  server.events.removeAllListeners()
})

test('a tag with more points than fit is read on', async () => {
  const cursors: (string | null)[] = []
  server.use(
    http.get(`${telemetry}/history`, ({ request }) => {
      const { searchParams } = new URL(request.url)
      cursors.push(searchParams.get('cursor'))
      const at = (second: number) => ({ ts: new Date(Date.now() - second * 1_000).toISOString(), value: second })
      const name = { device: press.id, tag: 'temperature', unit: 'Cel' }
      const said = { from: '', to: '', bucket: 'raw' }
      return searchParams.has('series')
        ? HttpResponse.json({ ...said, series: [{ ...name, points: [at(40), at(30)], next: '7-1' }] })
        : HttpResponse.json({ ...said, ...name, points: [at(20), at(10)] })
    }),
  )
  open(`/t/acme/explore?view=history&bucket=raw&${series}`)
  expect(await screen.findByRole('table', { name: 'Figures of each tag' })).toHaveTextContent('4')
  expect(cursors).toEqual([null, '7-1'])
})

test('the file is written by the platform and holds what is shown', async () => {
  const files: URLSearchParams[] = []
  URL.createObjectURL = () => 'blob:file'
  URL.revokeObjectURL = () => undefined
  server.events.on('request:start', ({ request }) => {
    const { searchParams } = new URL(request.url)
    if (searchParams.get('format') === 'csv') files.push(searchParams)
  })
  const { user } = open(`/t/acme/explore?view=history&aggregate=max&${series}`)
  await user.click(await screen.findByRole('button', { name: 'Download CSV' }))
  await waitFor(() => expect(files).toHaveLength(1))
  expect(files[0]?.get('bucket')).toBe('10s')
  expect(files[0]?.get('aggregate')).toBe('max')
  server.events.removeAllListeners()
})

test('a file that is refused says why', async () => {
  const { user } = open(`/t/acme/explore?view=history&${series}`)
  const button = await screen.findByRole('button', { name: 'Download CSV' })
  await waitFor(() => expect(button).toBeEnabled())
  server.use(http.get(`${telemetry}/history`, boom))
  await user.click(button)
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
})

test('the values can be read as a table and taken along', async () => {
  const { user } = open(`/t/acme/explore?view=history&${series}`)
  await user.click(await screen.findByText('Values as a table'))
  expect(await screen.findByRole('table', { name: /Values, newest first/ })).toHaveTextContent('70 °C')
  expect(screen.getByRole('button', { name: 'Download CSV' })).toBeEnabled()
})

test('a tag that does not come says why', async () => {
  server.use(http.get(`${telemetry}/history`, boom))
  open(`/t/acme/explore?view=history&${series}`)
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
})

test('a time without values is said', async () => {
  server.use(
    http.get(`${telemetry}/history`, () =>
      HttpResponse.json({ from: '', to: '', bucket: 'raw', series: [{ device: press.id, tag: 'temperature', points: [] }] }),
    ),
  )
  open(`/t/acme/explore?view=history&${series}`)
  expect(await screen.findByRole('heading', { name: 'Nothing was stored in this time' })).toBeVisible()
})

test('a stream that is refused for good says why', async () => {
  server.use(
    http.get(`${telemetry}/live`, () => problem(403, 'forbidden', 'The caller may not do this', 'Your role reads no telemetry.')),
  )
  open('/t/acme/explore')
  expect(await screen.findByText('Your role reads no telemetry.')).toBeVisible()
})

test('without values the page says when there will be some', async () => {
  server.use(http.get(`${telemetry}/latest`, () => HttpResponse.json({ points: [] })))
  open('/t/acme/explore')
  expect(await screen.findByRole('heading', { name: 'No value is stored yet' })).toBeVisible()
})
