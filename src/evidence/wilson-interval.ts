const Z_95 = 1.959963984540054

/**
 * The 95 % interval for a share of `successes` in `trials` (Wilson, "Probable inference, the law of succession, and
 * statistical inference", 1927). With no trials anything is possible: 0 to 1.
 */
export const wilsonInterval = (successes: number, trials: number): { low: number; high: number } => {
  if (trials <= 0) return { low: 0, high: 1 }
  const share = successes / trials
  const spread = Z_95 ** 2 / trials
  const centre = share + spread / 2
  const half = Z_95 * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials))
  const bound = (value: number) => Math.min(1, Math.max(0, value / (1 + spread)))
  return {
    low: successes <= 0 ? 0 : bound(centre - half),
    high: successes >= trials ? 1 : bound(centre + half),
  }
}
