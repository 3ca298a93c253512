import type { Statement } from '../../db/statement.ts'

/** Collects the values of one statement; `add` answers the placeholder that stands for the value. */
export interface Parameters {
  values: unknown[]
  add: (value: unknown) => string
  /** Takes a fragment numbered from $1 and answers its text numbered after what is already here. */
  splice: (fragment: Statement) => string
}

export const parameters = (): Parameters => {
  const values: unknown[] = []
  return {
    values,
    add: (value) => `$${values.push(value)}`,
    splice: (fragment) => {
      const before = values.length
      values.push(...fragment.params)
      return fragment.text.replace(/\$(\d+)/g, (_, number: string) => `$${before + Number(number)}`)
    },
  }
}
