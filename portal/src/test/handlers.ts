import { handlers as account } from './account'
import { handlers as administration } from './administration'
import { handlers as home } from './home'
import { handlers as people } from './people'
import { handlers as plant } from './plant'
import { handlers as tenancy } from './tenancy'

export { moving } from './home'

/** What the fake platform answers, by feature. `npm run fake` and every test begin with these. */
export const handlers = [...account, ...administration, ...home, ...tenancy, ...plant, ...people]
