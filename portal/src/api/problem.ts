/** What is wrong with one field of what was sent. */
export interface FieldError {
  field: string
  message: string
}

interface ProblemBody {
  type?: string
  title?: string
  status?: number
  detail?: string
  errors?: FieldError[]
}

/** An answer that is no success, as RFC 9457 tells it; status 0 when there was no answer at all. */
export class Problem extends Error {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly errors: readonly FieldError[]
  /** Seconds after which it makes sense to try again. */
  readonly retryAfter: number | undefined

  constructor(status: number, body: ProblemBody, retryAfter?: number) {
    const title = body.title ?? 'Something went wrong'
    super(`${String(status)} ${title}`)
    this.name = 'Problem'
    this.type = (body.type ?? '').replace(/^.*\/problems\//, '')
    this.title = title
    this.status = status
    this.detail = body.detail ?? ''
    this.errors = body.errors ?? []
    this.retryAfter = retryAfter
  }

  /** The sentence about one field; `limits.devices` also answers for `devices` of a flat form. */
  of(field: string): string | undefined {
    const found = this.errors.find((error) => error.field === field || error.field.endsWith(`.${field}`))
    return found?.message
  }

  static unreachable(): Problem {
    return new Problem(0, {
      title: 'Millwright does not answer',
      detail: 'The connection failed. Nothing is lost: try again when the network or the platform is back.',
    })
  }

  static async from(response: Response, body?: unknown): Promise<Problem> {
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
    const read = body ?? (await response.json().catch(() => undefined))
    const known = isBody(read) ? read : { title: 'Something went wrong', detail: 'The answer could not be read.' }
    return new Problem(response.status, known, Number.isFinite(seconds) ? seconds : undefined)
  }
}

/** Whatever was thrown, as a problem that can be shown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem(-1, { title: 'Something went wrong in this page', detail: 'Reload it; if it stays, tell us.' })
}

function isBody(value: unknown): value is ProblemBody {
  return typeof value === 'object' && value !== null && ('title' in value || 'detail' in value)
}
