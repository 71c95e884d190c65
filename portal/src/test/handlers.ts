import { handlers as people } from './people'
import { handlers as plant } from './plant'

/** What the fake platform answers, by feature. `npm run fake` and every test begin with these. */
export const handlers = [...plant, ...people]
