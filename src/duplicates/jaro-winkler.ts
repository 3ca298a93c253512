const MOST = 64
const usedLeft = new Uint8Array(MOST)
const usedRight = new Uint8Array(MOST)

/** Jaro-Winkler similarity, 0 to 1 (W. E. Winkler, String Comparator Metrics, 1990); the first 64 letters count. */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return 1
  const n = Math.min(left.length, MOST)
  const m = Math.min(right.length, MOST)
  if (n === 0 || m === 0) return 0
  const common = markCommon(left, right, n, m)
  if (common === 0) return 0
  const swaps = countSwaps(left, right, n)
  const jaro = (common / n + common / m + (common - swaps / 2) / common) / 3
  let prefix = 0
  while (prefix < 4 && prefix < n && prefix < m && left.charCodeAt(prefix) === right.charCodeAt(prefix)) prefix++
  return jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro
}

function markCommon(left: string, right: string, n: number, m: number): number {
  usedLeft.fill(0, 0, n)
  usedRight.fill(0, 0, m)
  const reach = Math.max(0, (Math.max(n, m) >> 1) - 1)
  let common = 0
  for (let i = 0; i < n; i++) {
    const code = left.charCodeAt(i)
    const end = Math.min(m, i + reach + 1)
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (usedRight[j] === 0 && right.charCodeAt(j) === code) {
        usedLeft[i] = 1
        usedRight[j] = 1
        common++
        break
      }
    }
  }
  return common
}

function countSwaps(left: string, right: string, n: number): number {
  let swaps = 0
  let j = 0
  for (let i = 0; i < n; i++) {
    if (usedLeft[i] === 0) continue
    while (usedRight[j] === 0) j++
    if (left.charCodeAt(i) !== right.charCodeAt(j)) swaps++
    j++
  }
  return swaps
}
