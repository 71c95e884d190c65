import type { components, paths } from './schema'

/** Every operation of the API. */
export type Paths = paths

/** The shape of a name in the OpenAPI description, such as `Schema<'TenantView'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]
