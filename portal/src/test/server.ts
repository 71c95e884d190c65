import { setupServer } from 'msw/node'
import { handlers } from './handlers'

/** The platform, as far as a test needs it; a test adds what differs with `server.use(...)`. */
export const server = setupServer(...handlers)
