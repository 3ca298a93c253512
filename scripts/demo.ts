/** `npm run demo`, against a started stack: agents research and propose, some of it is approved, and the records tell. */
import { readFileSync } from 'node:fs'
import { createApi, type DemoApi } from './demo/create-api.ts'
import { approveSafeOnes, showPending, showRecords } from './demo/decide-some.ts'
import { watchRuns } from './demo/watch-runs.ts'

const RUNS = [
  { use_case: 'similar_leads', prompt: 'Find leads like the ones that reached an interview' },
  { use_case: 'enrich_contacts', prompt: 'Research contacts at organizations linked to my job leads' },
  { use_case: 'follow_ups', prompt: "Create tasks to follow up on leads that haven't been updated in 2 weeks" },
  { use_case: 'find_duplicates', prompt: 'Find duplicate organizations or contacts and suggest merges' },
]
const QUESTION = 'How many leads reached an interview?'

const title = (text: string) => console.log(`\n\x1b[1m${text}\x1b[0m`)

async function run(api: DemoApi) {
  title('Four agents start')
  await watchRuns(api, await Promise.all(RUNS.map((body) => api.startRun(body))))

  title('What they propose')
  const proposals = await showPending(api)

  title('The green light for some safe ones, as one batch')
  const committed = await approveSafeOnes(api, proposals)

  title('The records as they are now, and why')
  await showRecords(api, committed)

  title(`A question: ${QUESTION}`)
  await watchRuns(api, [await api.startRun({ use_case: 'ask', prompt: QUESTION })])
  console.log(`\nThe inbox with the rest: ${api.url}/`)
}

function openStack(): DemoApi {
  try {
    const { url, tenants } = JSON.parse(readFileSync('.local/stack.json', 'utf8'))
    return createApi(url, tenants[0].keys.admin)
  } catch {
    console.error('There is no started stack here: run "npm start" in another terminal first.')
    process.exit(1)
  }
}

try {
  await run(openStack())
} catch (error) {
  const { message, cause } = error as Error
  console.error(cause ? 'The stack does not answer: is "npm start" still running?' : message)
  process.exit(1)
}
