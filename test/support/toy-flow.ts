import { z } from 'zod'
import type { Flow, FlowTools, JobResult, JobSpec, RunBrief } from '../../src/agent/flow.ts'
import { unavailable } from '../../src/errors.ts'
import type { ChatMessage } from '../../src/platform/model.ts'
import type { Draft } from '../../src/proposals/draft.ts'
import { isRead } from '../../src/web/web.ts'

const Answer = z.object({ text: z.string() })

const ask = (purpose: string, content: string) => ({
  purpose,
  name: 'answer',
  schema: Answer,
  messages: [{ role: 'user' as const, content }],
})

const jobOf = (wave: number, index: number): JobSpec => ({
  key: `w${wave}-${String(index).padStart(3, '0')}`,
  kind: 'toy',
  input: { index },
  label: `Source ${index}`,
})

const draftOf = (run: RunBrief, key: string): Draft => ({
  proposed_action: 'create',
  entity_type: 'Task',
  data: { title: `Call ${key}` },
  question_key: `toy:${run.id}:${key}`,
  producer: 'toy',
})

export interface ToyHooks {
  /** Called at the start of a job, may throw or wait. */
  onJob?: (job: JobSpec, run: RunBrief) => Promise<void> | void
  onPlan?: (run: RunBrief) => Promise<void> | void
  onAssess?: (run: RunBrief) => Promise<void> | void
}

const keep = { name: 'keep', description: 'Keeps what was found.', parameters: z.object({}) }

/** A page that may have to be tried again, and a conversation in which the model may name a tool that nobody has. */
async function lookCloser(job: JobSpec, run: RunBrief, { model, web }: FlowTools) {
  const page = await web.read(`https://example.com/${job.key}`)
  if (!isRead(page) && page.retryable) throw unavailable(page.unread)
  const messages: ChatMessage[] = [{ role: 'user', content: `check ${run.id} ${job.key}` }]
  for (;;) {
    const { turn } = await model.chat({ purpose: 'check', messages: [...messages], tools: [keep] })
    const wrong = turn.toolCalls.find(({ name }) => name !== keep.name)
    if (!wrong) return
    const content = `${run.id} ${job.key}: there is no tool "${wrong.name}", said for the ${messages.length}th time`
    messages.push(
      { role: 'assistant', content: turn.content, toolCalls: turn.toolCalls },
      { role: 'tool', content, toolCallId: wrong.id, name: wrong.name },
    )
  }
}

/**
 * The smallest flow with all of a real one: one model call to plan, `params.jobs` jobs of one search and one model call
 * each, `params.waves` rounds, one model call to assess each, one proposal for every job that was done. With
 * `params.thorough` each job and the plan go on to a page or a second call, so that there is something to lose half-way.
 */
export function toyFlow({ onJob, onPlan, onAssess }: ToyHooks = {}): Flow {
  return {
    useCase: 'enrich_contacts',
    async plan({ run, confirmed, stoppedAtBudget }, { model, note }) {
      await onPlan?.(run)
      if (run.params.confirm && confirmed === undefined) return { confirm: { kind: 'signature', value: { size: 3 } } }
      if (stoppedAtBudget) return { answer: 'Nothing was planned.' }
      await model.ask(ask('plan', `plan ${run.id}`))
      if (run.params.thorough) await model.ask(ask('plan', `plan ${run.id} again`))
      note({ kind: 'chosen', message: 'Chose the sources.' })
      const jobs = Array.from({ length: Number(run.params.jobs ?? 0) }, (_, index) => jobOf(1, index))
      return {
        jobs,
        memory: { wave: 1, ...(confirmed !== undefined && { confirmed }) },
        drafts: jobs.length === 0 ? [draftOf(run, 'plan')] : [],
      }
    },
    async research(job, run, tools) {
      await onJob?.(job, run)
      await tools.web.search(`${run.id} ${job.key}`)
      const { value } = await tools.model.ask(ask('read', `read ${run.id} ${job.key}`))
      if (run.params.thorough) await lookCloser(job, run, tools)
      return { found: value.text }
    },
    async assess({ run, memory, stoppedAtBudget }, results, { model }) {
      await onAssess?.(run)
      const wave = Number(memory.wave)
      if (!stoppedAtBudget) await model.ask(ask('assess', `assess ${run.id} ${wave}`))
      const more = !stoppedAtBudget && wave < Number(run.params.waves ?? 1)
      const jobs = more
        ? Array.from({ length: Number(run.params.jobs ?? 0) }, (_, index) => jobOf(wave + 1, index))
        : []
      return {
        drafts: done(results).map(({ key }) => draftOf(run, key)),
        jobs,
        memory: { ...memory, wave: wave + 1 },
        answer: `Read ${done(results).length}.`,
      }
    },
  }
}

const done = (results: JobResult[]) => results.filter(({ status }) => status === 'done')
