/**
 * A date of birth as the integer YYYYMMDD; 0 when missing or unreadable. Reads ISO, YYYYMMDD, D.M.Y and, with slashes,
 * whichever of M/D/Y and D/M/Y can be a date (M/D/Y where both can: comparing treats the swap as a slip of the pen).
 */
export function parseBirthDate(value: unknown): number {
  if (value instanceof Date) return dateNumber(value.getUTCFullYear(), value.getUTCMonth() + 1, value.getUTCDate())
  const text = String(value ?? '').trim()
  const iso = /^(\d{4})-?(\d{2})-?(\d{2})(?:\D.*)?$/.exec(text)
  if (iso) return dateNumber(+iso[1]!, +iso[2]!, +iso[3]!)
  const parts = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text)
  if (!parts) return 0
  const [first, second, year] = [+parts[1]!, +parts[3]!, +parts[4]!]
  const dayFirst = parts[2] !== '/' || first > 12
  return dayFirst ? dateNumber(year, second, first) : dateNumber(year, first, second)
}

function dateNumber(year: number, month: number, day: number): number {
  const possible = year >= 1850 && year <= 2100 && month >= 1 && month <= 31 && day >= 1 && day <= 31
  const placeholder = year === 1900 && month === 1 && day === 1
  return possible && !placeholder && !(year === 1970 && month === 1 && day === 1) ? year * 10000 + month * 100 + day : 0
}
