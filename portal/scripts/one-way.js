import path from 'node:path'

const source = path.resolve(import.meta.dirname, '../src')

/** Where a file belongs: `app`, `api`, `design`, `test`, or `features/<name>`. */
function home(file) {
  const [first, second] = path.relative(source, file).split(path.sep)
  return first === 'features' ? `features/${second}` : first
}

/** What each part may know besides itself. Features know no other feature; api and design know no feature. */
function mayKnow(from, to) {
  if (from === to || from.startsWith('main.') || from === 'app') return true
  if (from === 'api') return false
  if (from === 'design') return to === 'api'
  return to === 'api' || to === 'design'
}

/** ESLint rule: imports point one way. */
export const oneWay = {
  meta: { type: 'problem', schema: [], messages: { wrong: '{{from}} may not import from {{to}}.' } },
  create(context) {
    const from = home(context.filename)
    function check(node) {
      if (!node.source) return
      const name = node.source.value
      if (typeof name !== 'string') return
      const target = name.startsWith('@/')
        ? path.join(source, name.slice(2))
        : name.startsWith('.')
          ? path.resolve(path.dirname(context.filename), name)
          : null
      if (target === null || !target.startsWith(source)) return
      const to = home(target)
      if (from === 'test') return
      // Tests look at the portal from outside, and only they know what helps them.
      if (/\.test\.tsx?$/.test(context.filename)) return
      if (!mayKnow(from, to)) context.report({ node, messageId: 'wrong', data: { from, to } })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    }
  },
}
