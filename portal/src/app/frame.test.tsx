import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { asRole, expectAccessible, open } from '@/test/render'

test('an address that nobody knows is answered kindly', async () => {
  open('/nowhere')
  expect(await screen.findByRole('heading', { name: 'There is no page at this address' })).toBeVisible()
  await expectAccessible()
})

test('the rail offers a viewer the plant and nothing to administer', async () => {
  asRole('viewer')
  open('/t/acme/nowhere')
  expect(await screen.findAllByRole('link', { name: 'Devices' })).not.toHaveLength(0)
  expect(screen.queryByRole('link', { name: 'API keys' })).toBeNull()
  expect(screen.queryByRole('link', { name: 'Bill' })).toBeNull()
})
