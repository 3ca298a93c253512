import { createServer } from 'node:net'

/** Answers `preferred` when it is free on 127.0.0.1, otherwise any free port. */
export async function findFreePort(preferred?: number): Promise<number> {
  if (preferred !== undefined) {
    const port = await tryPort(preferred)
    if (port !== undefined) return port
  }
  return (await tryPort(0))!
}

/** True when nothing listens on 127.0.0.1:`port`. */
export const isPortFree = async (port: number) => (await tryPort(port)) !== undefined

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen(port, '127.0.0.1', () => {
      const { port: bound } = probe.address() as { port: number }
      probe.close(() => resolve(bound))
    })
  })
}
