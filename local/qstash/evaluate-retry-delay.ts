const functions: Record<string, { arity: number; apply: (...values: number[]) => number }> = {
  pow: { arity: 2, apply: Math.pow },
  min: { arity: 2, apply: Math.min },
  max: { arity: 2, apply: Math.max },
  sqrt: { arity: 1, apply: Math.sqrt },
  abs: { arity: 1, apply: Math.abs },
  exp: { arity: 1, apply: Math.exp },
  floor: { arity: 1, apply: Math.floor },
  ceil: { arity: 1, apply: Math.ceil },
  round: { arity: 1, apply: Math.round },
}

const operators: Record<string, { rank: number; apply: (a: number, b: number) => number }> = {
  '+': { rank: 1, apply: (a, b) => a + b },
  '-': { rank: 1, apply: (a, b) => a - b },
  '*': { rank: 2, apply: (a, b) => a * b },
  '/': { rank: 2, apply: (a, b) => a / b },
  '%': { rank: 2, apply: (a, b) => a % b },
}

// deeper nesting than anybody writes, and far from overflowing the stack
const maxLength = 500

/**
 * Milliseconds of an Upstash-Retry-Delay expression for `retried` retries so far (0 before the first).
 * Throws on anything that is not arithmetic over numbers, `retried` and the documented functions.
 */
export function evaluateRetryDelay(expression: string, retried: number): number {
  if (expression.length > maxLength) throw new Error('the expression is too long')
  const tokens = expression.match(/\d+(?:\.\d+)?|[a-z]+|[^\s]/g) ?? []
  let at = 0

  const expect = (token: string) => {
    if (tokens[at] !== token) throw new Error(`expected "${token}" at "${tokens.slice(at).join(' ')}"`)
    at++
  }

  const call = (name: string): number => {
    const fn = Object.hasOwn(functions, name) ? functions[name] : undefined
    if (!fn) throw new Error(`unknown name "${name}"`)
    const values: number[] = []
    do {
      at++
      values.push(binary(1))
    } while (tokens[at] === ',')
    expect(')')
    if (values.length !== fn.arity) throw new Error(`"${name}" takes ${fn.arity} argument(s)`)
    return fn.apply(...values)
  }

  const operand = (): number => {
    const token = tokens[at++]
    if (token === undefined) throw new Error('the expression ends too early')
    if (/^\d/.test(token)) return Number(token)
    if (token === '-') return -operand()
    if (token === 'retried') return retried
    if (token === '(') {
      const value = binary(1)
      expect(')')
      return value
    }
    if (tokens[at] === '(') return call(token)
    throw new Error(`unexpected "${token}"`)
  }

  const binary = (rank: number): number => {
    if (rank > 2) return operand()
    let left = binary(rank + 1)
    for (let next = operators[tokens[at] ?? '']; next?.rank === rank; next = operators[tokens[at] ?? '']) {
      at++
      left = next.apply(left, binary(rank + 1))
    }
    return left
  }

  const value = binary(1)
  if (at < tokens.length) throw new Error(`unexpected "${tokens[at]}"`)
  return value
}
