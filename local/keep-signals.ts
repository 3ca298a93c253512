const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const

/**
 * Libraries end the process by themselves at a signal, when a stack has more to stop first. Answers a function that takes
 * away the listeners that have come since.
 */
export function keepSignals(): () => void {
  const before = new Set(SIGNALS.flatMap((signal) => process.listeners(signal)))
  return () => {
    for (const signal of SIGNALS)
      for (const listener of process.listeners(signal))
        if (!before.has(listener)) process.removeListener(signal, listener)
  }
}
