import { isPlace } from './node-shapes.ts'

/** Whether two trees are the same query, wherever in their texts things stand. */
export function sameTree(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) && one.length === other.length && one.every((item, index) => sameTree(item, other[index]))
    )
  }
  return !Array.isArray(other) && contains(one, other) && contains(other, one)
}

function contains(one: object, other: object): boolean {
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>]
  for (const field in a) {
    if (!isPlace(field) && a[field] !== b[field] && !sameTree(a[field], b[field])) return false
  }
  return true
}
