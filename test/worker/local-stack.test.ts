import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../../local/postgres/find-free-port.ts'
import { awaitRun } from '../support/await-run.ts'
import { callApi } from '../support/call-api.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const READY_MS = 80_000

let dir: string
const children: ChildProcess[] = []

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'greenlight-start-'))
})
afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL')
  await rm(dir, { recursive: true, force: true })
})

/** `npm start` with a data directory of its own; answers when it is ready, or over. */
async function start(args: string[]) {
  const child = spawn(process.execPath, ['local/start.ts', ...args], { cwd: ROOT, env: { ...process.env, CI: '' } })
  children.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const exited = once(child, 'exit').then(([code]) => code as number)
  const deadline = Date.now() + READY_MS
  while (!output.includes('Greenlight is ready') && child.exitCode === null && Date.now() < deadline) await delay(50)
  return { child, exited, output: () => output }
}

const stackIn = async (directory: string) => JSON.parse(await readFile(join(directory, 'stack.json'), 'utf8'))

/** Every process whose command line names the data directory or the port. */
async function processesOf(...words: string[]): Promise<string[]> {
  const list = spawn('ps', ['-eo', 'pid,args'])
  let output = ''
  list.stdout.on('data', (chunk) => (output += chunk))
  await once(list, 'close')
  return output.split('\n').filter((line) => words.some((word) => line.includes(word)) && !line.includes('ps -eo'))
}

describe('npm start', () => {
  test('a run that was under way when everything was killed is finished after the next start, with keys and data kept', async () => {
    const data = join(dir, 'kept')
    const port = await findFreePort()
    const first = await start(['--dir', data, '--port', String(port)])
    expect(first.output()).toContain('Greenlight is ready')
    const before = await stackIn(data)
    const admin = callApi(before.url, before.tenants[0].keys.admin)
    const { body: run } = await admin('/v1/runs', { body: { use_case: 'enrich_contacts' } })
    const { body: known } = await admin('/v1/records/Organization?limit=200')
    for (let status = 'queued'; status === 'queued'; ) status = (await admin(`/v1/runs/${run.id}`)).body.status
    first.child.kill('SIGKILL')
    await first.exited

    const second = await start(['--dir', data, '--port', String(port)])
    expect(second.output()).toContain('Greenlight is ready')
    const after = await stackIn(data)
    expect(after).toMatchObject({ url: before.url, tenants: before.tenants })
    const again = callApi(after.url, after.tenants[0].keys.admin)
    expect((await again('/v1/records/Organization?limit=200')).body.data).toHaveLength(known.data.length)
    expect(await awaitRun(again, run.id)).toMatchObject({ status: 'succeeded', error: null })

    second.child.kill('SIGINT')
    expect(await second.exited).toBe(0)
    expect(await processesOf(data)).toEqual([])
    expect(await fetch(`${after.url}/healthz`).catch(() => 'gone')).toBe('gone')
  }, 200_000)

  test('a port in use, a damaged directory and a wrong option are told in one sentence', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number }
    const busy = await start(['--dir', join(dir, 'busy'), '--port', String(port)])
    expect(await busy.exited).toBe(1)
    expect(busy.output().trim().split('\n')).toEqual([
      expect.stringMatching(new RegExp(`^Port ${port} is in use: .*--port ${port + 1}`)),
    ])
    taken.close()

    const damaged = join(dir, 'damaged')
    await start(['--dir', damaged, '--port', String(port)]).then(async ({ child, exited }) => {
      child.kill('SIGINT')
      await exited
    })
    await writeFile(join(damaged, 'memory.json'), '{"ports": ')
    const broken = await start(['--dir', damaged, '--port', String(port)])
    expect(await broken.exited).toBe(1)
    expect(broken.output()).toMatch(/memory\.json is damaged: start over with "npm start -- --fresh"/)

    const wrong = await start(['--postgres', 'mysql'])
    expect(await wrong.exited).toBe(1)
    expect(wrong.output().trim()).toBe('--postgres must be pglite or native, not "mysql".')
  }, 200_000)
})
