import { handlers as people } from './people'

/** What the fake platform answers, by feature. `npm run fake` and every test begin with these. */
export const handlers = [...people]
