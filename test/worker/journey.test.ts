import { describe, expect, test } from 'vitest'
import { awaitRun } from '../support/await-run.ts'
import { callAs } from '../support/call-api.ts'

describe('from a question to committed records, over HTTP', () => {
  test('follow-ups: a run proposes tasks, approval commits them once with provenance, undo takes them back', async () => {
    const admin = callAs('admin')
    const started = await admin('/v1/runs', {
      body: { use_case: 'follow_ups', params: { days: 14 } },
      headers: { 'idempotency-key': `journey-${crypto.randomUUID()}` },
    })
    expect(started.status).toBe(202)
    expect(started.headers.get('location')).toBe(`/v1/runs/${started.body.id}`)
    const run = await awaitRun(admin, started.body.id)
    expect(run).toMatchObject({ status: 'succeeded', use_case: 'follow_ups', answer: expect.any(String) })

    const { body: page } = await admin('/v1/proposals?status=pending&source=follow_ups&limit=200')
    expect(page.total).toBeGreaterThan(0)
    expect(page.data).toHaveLength(page.total)
    const [first, second] = page.data
    expect(first).toMatchObject({ proposed_action: 'create', entity_type: 'Task', status: 'pending', risk: 'task' })

    const wrong = await admin(`/v1/proposals/${first.id}/approve`, { body: { content_hash: 'something else' } })
    expect(wrong.status).toBe(409)
    const approved = await admin(`/v1/proposals/${first.id}/approve`, { body: { content_hash: first.content_hash } })
    expect(approved.status, JSON.stringify(approved.body)).toBe(200)
    expect(approved.body).toMatchObject({ outcome: 'committed', entity_type: 'Task', entity_id: expect.any(Number) })
    const again = await admin(`/v1/proposals/${first.id}/approve`, { body: { content_hash: first.content_hash } })
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({ outcome: 'already_decided' })

    const id = approved.body.entity_id
    expect((await admin(`/v1/records/Task/${id}`)).body).toMatchObject({ title: first.data.title, status: 'open' })
    const { body: provenance } = await admin(`/v1/records/Task/${id}/provenance`)
    expect(provenance.data.length).toBeGreaterThan(0)
    expect(provenance.data.every((entry: { proposal_id: string }) => entry.proposal_id === first.id)).toBe(true)
    const { body: history } = await admin(`/v1/records/Task/${id}/history`)
    expect(history.data[0]).toMatchObject({ proposal_id: first.id })

    const undone = await admin(`/v1/proposals/${first.id}/undo`, { method: 'POST' })
    expect(undone.body).toMatchObject({ outcome: 'undone', kept: [] })
    expect((await admin(`/v1/records/Task/${id}`)).status).toBe(404)

    if (second) {
      const rejected = await admin(`/v1/proposals/${second.id}/reject`, { body: { reason: 'not now' } })
      expect(rejected.body).toMatchObject({ outcome: 'rejected' })
      const rerun = await admin('/v1/runs', { body: { use_case: 'follow_ups', params: { days: 14 } } })
      await awaitRun(admin, rerun.body.id)
      const { body: after } = await admin('/v1/proposals?status=pending&source=follow_ups&limit=200')
      expect(after.data.map(({ link_to }: { link_to: { entity_id: number } }) => link_to.entity_id)).not.toContain(
        second.link_to.entity_id,
      )
    }
  })

  test('contacts: research goes out and joins, fields carry quotes, a batch commits with outcomes in order and one undo', async () => {
    const admin = callAs('admin')
    const { body: started } = await admin('/v1/runs', {
      body: { prompt: 'Research contacts at organizations linked to my job leads' },
    })
    const run = await awaitRun(admin, started.id)
    expect(run, JSON.stringify(run)).toMatchObject({ status: 'succeeded', use_case: 'enrich_contacts', error: null })
    expect(run.progress.total).toBeGreaterThan(0)
    expect(run.progress.done).toBe(run.progress.total)
    expect(run.usage.pages).toBeGreaterThan(0)
    expect(run.usage.queue_messages).toBeGreaterThan(run.progress.total)

    const { body: page } = await admin(`/v1/proposals?run_id=${run.id}&status=pending&limit=200`)
    expect(page.total).toBeGreaterThan(0)
    const evidence = page.data.flatMap(({ fields }: { fields: { evidence: object[] }[] }) =>
      fields.flatMap((field) => field.evidence),
    )
    expect(evidence.some((item: { quote_verified?: boolean }) => item.quote_verified)).toBe(true)
    expect(
      evidence.every((item: { quote?: string; quote_verified?: boolean }) => !item.quote || item.quote_verified),
    ).toBe(true)

    const { id: proposalId } = page.data[0]
    const { body: behind } = await admin(`/v1/proposals/${proposalId}/model-calls`)
    expect(behind.data.length).toBeGreaterThan(0)
    for (const call of behind.data)
      expect(call).toMatchObject({
        model: expect.stringMatching(/./),
        prompt: expect.stringMatching(/./),
        answer: expect.any(String),
      })
    expect((await callAs('admin', 1)(`/v1/proposals/${proposalId}/model-calls`)).status).toBe(404)

    const safe = page.data.filter(({ risk }: { risk: string }) => risk !== 'merge' && risk !== 'replace_human')
    const decisions = safe
      .map(({ id, content_hash }: { id: string; content_hash: string }) => ({ id, action: 'approve', content_hash }))
      .concat({ id: '00000000-0000-4000-8000-000000000001', action: 'reject' })
    const { body: batch } = await admin('/v1/proposals/decisions', { body: { decisions } })
    expect(batch.results.map(({ id }: { id: string }) => id)).toEqual(decisions.map(({ id }: { id: string }) => id))
    expect(batch.results.at(-1)).toMatchObject({ outcome: 'not_found' })
    expect(batch.results.filter(({ outcome }: { outcome: string }) => outcome === 'committed').length).toBeGreaterThan(
      0,
    )

    const undone = await admin(`/v1/batches/${batch.batch_id}/undo`, { method: 'POST' })
    expect(undone.body).toMatchObject({ outcome: 'undone', kept: [] })
  })

  test('the timeline can be read as a list and as a stream that ends with the run', async () => {
    const admin = callAs('admin')
    const { body: started } = await admin('/v1/runs', { body: { use_case: 'follow_ups' } })
    await awaitRun(admin, started.id)
    const list = await admin(`/v1/runs/${started.id}/events`, { headers: { accept: 'application/json' } })
    expect(list.body.data.length).toBeGreaterThan(2)
    const stream = await admin(`/v1/runs/${started.id}/events`, { headers: { accept: 'text/event-stream' } })
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.body.text).toContain('event: end')
    const middle = list.body.data[1].id
    const resumed = await admin(`/v1/runs/${started.id}/events`, {
      headers: { accept: 'text/event-stream', 'last-event-id': String(middle) },
    })
    expect(resumed.body.text).not.toContain(`id: ${middle}\n`)
    expect(resumed.body.text).toContain(`id: ${list.body.data[2].id}\n`)
  })

  test('one idempotency key is one run, and another request with it is told so', async () => {
    const admin = callAs('admin')
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const first = await admin('/v1/runs', { body: { use_case: 'follow_ups' }, headers })
    const second = await admin('/v1/runs', { body: { use_case: 'follow_ups' }, headers })
    expect(second.body.id).toBe(first.body.id)
    const other = await admin('/v1/runs', { body: { use_case: 'find_duplicates' }, headers })
    expect(other.status).toBe(409)
  })

  test('a proposal of one’s own: the same question is the same proposal, and a refused one is not filed again', async () => {
    const agent = callAs('agent')
    const body = {
      proposed_action: 'create',
      entity_type: 'Organization',
      data: { name: `Asked twice ${crypto.randomUUID()}` },
      confidence: 0.8,
      source: 'a test',
    }
    const first = await agent('/v1/proposals', { body })
    expect(first.status).toBe(201)
    const second = await agent('/v1/proposals', { body })
    expect(second).toMatchObject({ status: 200, body: { id: first.body.id } })
    const revised = await agent(`/v1/proposals/${first.body.id}`, {
      method: 'PATCH',
      body: { data: { ...body.data, industry: 'Testing' } },
    })
    expect(revised.body.content_hash).not.toBe(first.body.content_hash)
    const reviewer = callAs('reviewer')
    const stale = await reviewer(`/v1/proposals/${first.body.id}/approve`, {
      body: { content_hash: first.body.content_hash },
    })
    expect(stale.status).toBe(409)
    await reviewer(`/v1/proposals/${first.body.id}/reject`, { body: { reason: 'unknown' } })
    expect((await agent('/v1/proposals', { body })).status).toBe(409)
  })
})
