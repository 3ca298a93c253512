import { expect, inject, test } from 'vitest'
import { awaitRun } from '../support/await-run.ts'
import { callAs } from '../support/call-api.ts'

const url = () => inject('stack').url
const form = (values: Record<string, string>) => ({
  method: 'POST',
  redirect: 'manual' as const,
  headers: { origin: url(), 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(values),
})

async function signIn(email: string): Promise<string> {
  const page = await (await fetch(`${url()}/sign-in`, form({ email }))).text()
  const link = /href="([^"]*magic-link[^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&')
  const opened = await fetch(link, { redirect: 'manual' })
  return opened.headers
    .getSetCookie()
    .find((line) => line.includes('session_token='))!
    .split(';')[0]!
}

test('a run that its budget stopped says so on its page, and goes on with the larger one that the page offers', async () => {
  const admin = callAs('admin')
  const prompt = 'How many organizations are there?'
  const { body: started } = await admin('/v1/runs', { body: { use_case: 'ask', prompt, budget: { model_calls: 1 } } })
  const stopped = await awaitRun(admin, started.id)
  expect(stopped.status_reason).toBe("Stopped at the run's budget of 1 model calls.")

  const cookie = await signIn('maya@lindqvist.example')
  const page = await (await fetch(`${url()}/runs/${started.id}`, { headers: { cookie } })).text()
  expect(page).toContain('Stopped at the run')
  const offered = Object.fromEntries(
    [...page.matchAll(/<input id="b-(\w+)"[^>]* value="([\d.]+)"/g)].map(([, name, value]) => [name, value!]),
  )
  expect(Number(offered.model_calls)).toBeGreaterThan(stopped.usage.model_calls)

  const pressed = form({ ...(offered as Record<string, string>), model_calls: '50' })
  const answer = await fetch(`${url()}/runs/${started.id}/resume`, {
    ...pressed,
    headers: { ...pressed.headers, cookie },
  })
  expect(answer.status).toBe(303)
  const finished = await awaitRun(admin, started.id)
  expect(finished).toMatchObject({ status: 'succeeded', status_reason: null, answer: expect.stringMatching(/\d/) })
  expect(finished.usage.model_calls).toBeGreaterThan(stopped.usage.model_calls)
})
