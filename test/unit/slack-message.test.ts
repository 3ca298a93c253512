import type {
  ChatPostEphemeralArguments,
  ChatPostMessageArguments,
  ChatUpdateArguments,
  KnownBlock,
} from '@slack/web-api'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkBlocks } from '../../local/slack/check-blocks.ts'
import type { Proposal, ProposalStatus, Risk } from '../../src/proposals/proposal.ts'
import type { RunView } from '../../src/runs/run-view.ts'
import type { Message } from '../../src/slack/message.ts'
import { renderDigest } from '../../src/slack/render-digest.ts'
import { renderInbox } from '../../src/slack/render-inbox.ts'
import { renderRun } from '../../src/slack/render-run.ts'
import { MOST_PROPOSALS } from '../../src/slack/slack-limits.ts'
import { wordOutcomes } from '../../src/slack/word-outcomes.ts'

const publicUrl = 'https://crm.example'
const measured = { accepted: 41, edited: 3, rejected: 2, label: '41 of 46 accepted unchanged', low: 0.76, high: 0.95 }

const proposalOf = (at: number, rest: Partial<Proposal> = {}): Proposal => ({
  id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
  run_id: null,
  bundle_id: null,
  proposed_action: 'update',
  entity_type: 'Individual',
  entity_id: 12,
  name: 'Ines Moreau',
  data: { title: 'Chief Data Officer' },
  confidence: 0.874,
  source: 'web',
  link_to: null,
  status: 'pending',
  status_reason: null,
  risk: 'fill',
  rationale: null,
  fields: [
    {
      name: 'title',
      before: 'Director',
      after: 'Chief Data Officer',
      now: 'Director',
      confidence: 0.874,
      measured,
      evidence: [
        {
          url: 'https://www.lumenor.example/team',
          title: 'Our people',
          quote: 'Ines Moreau, Chief Data Officer',
          retrieved_at: '2026-11-20T10:00:00Z',
          quote_verified: true,
          method: 'on page',
          kind: 'company_page',
        },
      ],
    },
  ],
  content_hash: 'f'.repeat(64),
  expires_at: '2026-12-20T10:00:00Z',
  snoozed_until: null,
  decided_by: null,
  decided_by_name: null,
  decided_at: null,
  surface: null,
  change_set_id: null,
  committed_id: null,
  parent_ids: [],
  producer: 'enrich_contacts',
  origin: null,
  created_at: '2026-11-20T10:00:00Z',
  ...rest,
})

const runOf = (rest: Partial<RunView> = {}): RunView => ({
  id: '3f1d9a52-58a4-4d7b-9c8e-1b7a40c2e611',
  use_case: 'enrich_contacts',
  status: 'succeeded',
  status_reason: null,
  prompt: 'enrich contacts',
  params: {},
  budget: {},
  progress: { done: 3, total: 12 },
  waiting: null,
  answer: 'I read 14 pages and found one change.',
  result: null,
  proposal_count: 1,
  usage: { model_calls: 0, input_tokens: 0, output_tokens: 0, cost_usd: 0, searches: 0, pages: 0, queue_messages: 0 },
  error: null,
  created_at: '2026-11-20T10:00:00Z',
  finished_at: null,
  ...rest,
})

const words = ({ blocks }: Message) => blocks.map((block) => JSON.stringify(block)).join('\n')
const buttons = ({ blocks }: Message) =>
  blocks.flatMap((block) => (block.type === 'actions' ? block.elements.map(({ action_id }) => action_id) : []))

// whoever reads this with a type checker reads our payloads with Slack's own types
const asSlackTakesIt = ({ text, blocks }: Message) => {
  const known = blocks satisfies KnownBlock[]
  const post = {
    channel: 'C1',
    text,
    blocks: known,
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  } satisfies ChatPostMessageArguments
  const update = { channel: 'C1', ts: '1.2', text, blocks: known, link_names: false } satisfies ChatUpdateArguments
  const whisper = { channel: 'C1', user: 'U1', text, link_names: false } satisfies ChatPostEphemeralArguments
  return [post, update, whisper]
}

describe('the message of a run', () => {
  test('says what was found, the change, the measured confidence, the quote and its page', () => {
    const message = renderRun({ run: runOf(), proposals: [proposalOf(1)], askedBy: 'U1', publicUrl })
    expect(asSlackTakesIt(message)).toHaveLength(3)
    const shown = words(message)
    expect(shown).toContain('<@U1> asked: enrich contacts')
    expect(shown).toContain('1 proposal found.')
    expect(shown).toContain('• Title: Director → *Chief Data Officer*')
    expect(shown).toContain('Confidence 87% · Title: 41 of 46 accepted unchanged')
    expect(shown).toContain('“Ines Moreau, Chief Data Officer” (found on the page)')
    expect(shown).toContain('<https://www.lumenor.example/team|www.lumenor.example>')
    expect(buttons(message)).toEqual(['approve', 'reject', 'open', 'open'])
  })

  test.each<[Partial<RunView>, string, string[]]>([
    [{ status: 'queued' }, 'Queued.', ['open', 'stop_run']],
    [{ status: 'running' }, 'Working: 3 of 12 done.', ['open', 'stop_run']],
    [{ status: 'waiting', waiting: { kind: 'research' } }, 'Reading: 3 of 12 done.', ['open', 'stop_run']],
    [
      { status: 'waiting', waiting: { kind: 'confirm', ask: 'Which *stage*?', value: 1 } },
      'Which ∗stage∗?',
      ['confirm_run', 'open', 'stop_run'],
    ],
    [{ status: 'failed', error: 'The model is away.' }, 'The model is away.', ['open']],
    [{ status: 'cancelled' }, 'Stopped.', []],
    [{ status: 'succeeded', answer: null }, 'Nothing to decide.', []],
    [{ status: 'succeeded', status_reason: 'the budget of pages' }, 'It ended early: the budget of pages', []],
  ])('%j', (run, sentence, shownButtons) => {
    const message = renderRun({ run: runOf({ proposal_count: 0, ...run }), proposals: [], askedBy: 'U1', publicUrl })
    expect(words(message)).toContain(sentence)
    expect(buttons(message)).toEqual(shownButtons)
  })

  test('of a change every field is told, also one that would be emptied; of a new record no row numbers are', () => {
    const field = (name: string, before: unknown, after: unknown) => ({
      ...proposalOf(1).fields[0]!,
      name,
      before,
      after,
    })
    const fields = [field('phone', '+46 8 123', null), field('owner_id', 3, 5)]
    const changed = renderInbox({ proposals: [proposalOf(1, { fields })], total: 1, publicUrl })
    expect(words(changed)).toContain('• Phone: +46 8 123 → *—*\\n• Owner id: 3 → *5*')
    const made = renderInbox({
      proposals: [proposalOf(1, { proposed_action: 'create', risk: 'task', fields })],
      total: 1,
      publicUrl,
    })
    expect(words(made)).not.toMatch(/• (?:Phone|Owner)/)
  })

  test('what is not shown is a link into the web', () => {
    const proposals = [proposalOf(1), proposalOf(2)]
    const message = renderRun({ run: runOf({ proposal_count: 40 }), proposals, askedBy: 'U1', publicUrl })
    expect(words(message)).toContain('38 more are in the inbox.')
    expect(words(message)).toContain(`${publicUrl}/?run_id=${runOf().id}`)
    expect(buttons(message)).toContain('approve_safe')
  })
})

describe('what was decided', () => {
  test.each<[ProposalStatus, string | null, string]>([
    ['committed', 'web', '✅ *Ines Moreau (Individual)* — approved by Tomás on the web'],
    ['committed', 'api', 'approved by Tomás through the API'],
    ['rejected', 'slack', '🚫 *Ines Moreau (Individual)* — rejected by Tomás in Slack'],
    ['undone', 'web', 'approved, and undone since by Tomás on the web'],
    ['expired', null, 'nobody decided in time'],
    ['superseded', null, 'no longer needed'],
  ])('%s by %s has no button', (status, surface, sentence) => {
    const proposal = proposalOf(1, { status, surface, decided_by_name: 'Tomás' })
    const message = renderInbox({ proposals: [proposal], total: 0, publicUrl })
    expect(words(message)).toContain(sentence)
    expect(buttons(message)).toEqual(['open'])
  })

  test.each<Risk>(['merge', 'replace_human'])('%s offers only Open', (risk) => {
    const proposals = [1, 2, 3].map((at) => proposalOf(at, { risk }))
    const message = renderInbox({ proposals, total: 3, publicUrl })
    expect(new Set(buttons(message))).toEqual(new Set(['open']))
  })

  test('a press is answered only where the message does not say it', () => {
    expect(wordOutcomes([{ id: '1', outcome: 'committed' }])).toBeUndefined()
    expect(wordOutcomes([{ id: '1', outcome: 'already_decided', detail: 'Already rejected by <!here>.' }])).toBe(
      'Nothing was changed. Already rejected by &lt;!here&gt;.',
    )
    const mixed = wordOutcomes([
      { id: '1', outcome: 'committed' },
      { id: '2', outcome: 'expired', detail: 'Too late.' },
    ])
    expect(mixed).toBe('1 of 2 approved.\n• Too late.')
  })
})

describe('Slack’s limits hold by construction', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc.constantFrom(
      '&'.repeat(5000),
      '<!channel>'.repeat(500),
      '😀'.repeat(3000),
      '',
      '\n'.repeat(100),
      '*'.repeat(4000),
    ),
  )
  const field = fc
    .record({
      name: text,
      before: fc.oneof(text, fc.constant(null)),
      after: text,
      quote: text,
      url: fc.oneof(text, fc.webUrl()),
    })
    .map(({ name, before, after, quote, url }) => ({
      name,
      before,
      after,
      now: before,
      confidence: 0.5,
      measured,
      evidence: [{ url, title: quote, quote, quote_verified: true, method: 'on page', kind: 'x', retrieved_at: null }],
    }))
  const proposals = fc
    .array(
      fc.record({
        name: text,
        entity_type: text,
        rationale: text,
        decided_by_name: text,
        fields: fc.array(field, { maxLength: 12 }),
        risk: fc.constantFrom<Risk>('fill', 'create', 'merge', 'replace_human', 'task'),
        status: fc.constantFrom<ProposalStatus>('pending', 'committed', 'stale', 'rejected'),
        proposed_action: fc.constantFrom<Proposal['proposed_action']>('create', 'update', 'merge'),
      }),
      { maxLength: MOST_PROPOSALS },
    )
    .map((given) => given.map((rest, at) => proposalOf(at, rest)))

  test('for any proposals and any answer', () => {
    fc.assert(
      fc.property(proposals, text, text, (given, answer, prompt) => {
        const run = runOf({ proposal_count: 500, answer, prompt, status_reason: prompt })
        const messages = [
          renderRun({ run, proposals: given, askedBy: 'U1', publicUrl }),
          renderRun({ run: { ...run, status: 'failed', error: answer }, proposals: [], askedBy: 'U1', publicUrl }),
          renderInbox({ proposals: given, total: 500, publicUrl }),
        ]
        for (const message of messages) {
          expect(checkBlocks(message.blocks)).toBeUndefined()
          expect(message.text.length).toBeLessThanOrEqual(1000)
          expect(message.text).not.toMatch(/[<>]/)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('for a digest of anything', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 1e6 }), (name, n) => {
        const lines = Array.from({ length: 5 }, () => ({ name, by: name, expires_at: '2026-12-01T10:00:00Z' }))
        const figures = {
          waiting: [{ risk: 'fill' as const, n }],
          expiring: lines,
          expiringCount: n,
          undone: lines,
          undoneCount: n,
        }
        const message = renderDigest(figures, 'Not/AZone', publicUrl)!
        expect(asSlackTakesIt(message)).toHaveLength(3)
        expect(checkBlocks(message.blocks)).toBeUndefined()
      }),
      { numRuns: 50 },
    )
  })

  test('eight ordinary proposals all fit into one message', () => {
    const given = Array.from({ length: MOST_PROPOSALS }, (_, at) => proposalOf(at))
    const message = renderInbox({ proposals: given, total: MOST_PROPOSALS, publicUrl })
    expect(buttons(message).filter((name) => name === 'approve')).toHaveLength(MOST_PROPOSALS)
    expect(buttons(message)).toContain('approve_safe')
  })
})

test('a digest with nothing to tell is none', () => {
  const none = { waiting: [], expiring: [], expiringCount: 0, undone: [], undoneCount: 0 }
  expect(renderDigest(none, 'UTC', publicUrl)).toBeUndefined()
})
