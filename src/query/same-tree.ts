import { isPlace } from './node-shapes.ts'

/** Whether two trees are the same query, wherever in their texts things stand. Visits every node once. */
export function sameTree(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>]
  return countFields(a) === countFields(b) && Object.keys(a).every((field) => isPlace(field) || isSame(a, b, field))
}

// a field that is set to undefined is as good as none: the rewrite makes some
const isSame = (a: Record<string, unknown>, b: Record<string, unknown>, field: string) =>
  a[field] === undefined || (Object.hasOwn(b, field) && sameTree(a[field], b[field]))

function countFields(tree: Record<string, unknown>): number {
  let count = 0
  for (const field in tree) if (tree[field] !== undefined && !isPlace(field)) count++
  return count
}
