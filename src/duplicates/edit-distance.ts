const WIDTH = 66
const rows = [new Uint8Array(WIDTH), new Uint8Array(WIDTH), new Uint8Array(WIDTH)]

/**
 * Edit distance with swaps of neighbours (optimal string alignment, Damerau 1964), up to `most`; `most + 1` stands for
 * anything farther. Only the first 64 letters count.
 */
export function editDistance(left: string, right: string, most: number): number {
  if (left === right) return 0
  const n = Math.min(left.length, WIDTH - 2)
  const m = Math.min(right.length, WIDTH - 2)
  if (Math.abs(n - m) > most) return most + 1
  let [before, above, row] = rows as [Uint8Array, Uint8Array, Uint8Array]
  for (let j = 0; j <= m; j++) above[j] = j
  for (let i = 1; i <= n; i++) {
    row[0] = i
    let least = i
    const a = left.charCodeAt(i - 1)
    const aBefore = i > 1 ? left.charCodeAt(i - 2) : -1
    for (let j = 1; j <= m; j++) {
      const b = right.charCodeAt(j - 1)
      let cost = above[j - 1]! + (a === b ? 0 : 1)
      if (above[j]! + 1 < cost) cost = above[j]! + 1
      if (row[j - 1]! + 1 < cost) cost = row[j - 1]! + 1
      if (j > 1 && a === right.charCodeAt(j - 2) && aBefore === b && before[j - 2]! + 1 < cost)
        cost = before[j - 2]! + 1
      row[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    const free = before
    before = above
    above = row
    row = free
  }
  return Math.min(above[m]!, most + 1)
}
