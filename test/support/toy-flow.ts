import { z } from 'zod'
import type { Flow, JobResult, JobSpec, RunBrief } from '../../src/agent/flow.ts'
import type { Draft } from '../../src/proposals/draft.ts'

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

/**
 * The smallest flow with all of a real one: one model call to plan, `params.jobs` jobs of one search and one model call
 * each, `params.waves` rounds, one model call to assess each, one proposal for every job that was done.
 */
export function toyFlow({ onJob, onPlan, onAssess }: ToyHooks = {}): Flow {
  return {
    useCase: 'enrich_contacts',
    async plan({ run, confirmed, stoppedAtBudget }, { model, note }) {
      await onPlan?.(run)
      if (run.params.confirm && confirmed === undefined) return { confirm: { kind: 'signature', value: { size: 3 } } }
      if (stoppedAtBudget) return { answer: 'Nothing was planned.' }
      await model.ask(ask('plan', `plan ${run.id}`))
      note({ kind: 'chosen', message: 'Chose the sources.' })
      const jobs = Array.from({ length: Number(run.params.jobs ?? 0) }, (_, index) => jobOf(1, index))
      return {
        jobs,
        memory: { wave: 1, ...(confirmed !== undefined && { confirmed }) },
        drafts: jobs.length === 0 ? [draftOf(run, 'plan')] : [],
      }
    },
    async research(job, run, { model, web }) {
      await onJob?.(job, run)
      await web.search(`${run.id} ${job.key}`)
      const { value } = await model.ask(ask('read', `read ${run.id} ${job.key}`))
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
