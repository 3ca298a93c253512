const unitMs: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

const part = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d)/gy

/** Milliseconds of a duration such as "10s" or "1d10h30m"; undefined when it is not one. */
export function parseDurationMs(text: string): number | undefined {
  const trimmed = text.trim()
  let total = 0
  let end = 0
  for (const match of trimmed.matchAll(part)) {
    total += Number(match[1]) * (unitMs[match[2] ?? ''] ?? 0)
    end = match.index + match[0].length
  }
  return end > 0 && end === trimmed.length ? total : undefined
}
