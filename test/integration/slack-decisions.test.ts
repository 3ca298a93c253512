import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buttonsOf, crm, openSlackWorld, people, type SlackWorld, wordsOf } from './slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())

const inbox = async (user: string = people.reviewer) => {
  const { messages } = await world.ask(user, 'inbox')
  return messages.find(({ onlyFor }) => !onlyFor)!
}
const closeAll = () => world.query(`update proposal set status = 'superseded' where status in ('pending', 'stale')`)

interface ShownButton {
  action_id: string
  value?: string
  url?: string
}
const buttonsFor = (blocks: Record<string, unknown>[], id: string) =>
  blocks.filter(({ block_id }) => block_id === `p:${id}`).flatMap(({ elements }) => elements as ShownButton[])

describe('deciding in Slack', () => {
  test('/crm inbox shows what waits, with buttons that carry the proposal and the content that was read', async () => {
    const [id] = await world.fileOrganizations('Tarnside Water')
    const { said, messages } = await world.ask(people.reviewer, 'inbox')
    expect(said.text).toBe('One moment.')
    expect(messages).toHaveLength(1)
    expect(wordsOf(messages[0]!)).toContain('New organization: Tarnside Water')
    const { content_hash } = await world.proposal(id!)
    const shown = buttonsFor(messages[0]!.blocks, id!)
    expect(shown.map(({ action_id }) => action_id)).toEqual(['approve', 'reject', 'open'])
    expect(JSON.parse(shown[0]!.value!)).toEqual({ id, content_hash })
    expect(shown[2]!.url).toBe(`${world.url}/proposals/${id}`)
  })

  test('Approve commits as the linked person, and the message names the decider instead of the buttons', async () => {
    const [id] = await world.fileOrganizations('Lumenor')
    const message = await inbox()
    await world.press(people.reviewer, message, 'approve', id)
    const { reviewer } = world.tenant.users
    expect(await world.proposal(id!)).toMatchObject({ status: 'committed', surface: 'slack', decided_by: reviewer })
    expect(wordsOf(message)).toContain('*New organization: Lumenor* — approved by Acme reviewer in Slack')
    expect(buttonsFor(message.blocks, id!)).toEqual([])
  })

  test('Reject is one press, and is remembered as a refusal', async () => {
    const [id] = await world.fileOrganizations('Betrio')
    const message = await inbox()
    await world.press(people.second, message, 'reject', id)
    expect(await world.proposal(id!)).toMatchObject({ status: 'rejected', decided_by: world.tenant.users.second })
    expect(wordsOf(message)).toContain('rejected by Acme second in Slack')
    expect(await world.query('select 1 from refusal where proposal_id = $1', [id])).toHaveLength(1)
  })

  test('the batch button approves exactly the safe ones of the message, and what came later stays', async () => {
    await closeAll()
    const safe = await world.fileOrganizations('Adloom', 'Admesh')
    await world.tenant.insert('individual', { first_name: 'Ada', last_name: 'Typed', title: 'Engineer' })
    const message = await inbox()
    const later = await world.fileOrganizations('Corvid')
    await world.press(people.reviewer, message, 'approve_safe')
    expect(await Promise.all(safe.map(world.status))).toEqual(['committed', 'committed'])
    expect(await world.status(later[0]!)).toBe('pending')
    expect(world.whispers(people.reviewer).at(-1)).toBe('2 of 2 approved.')
  })
})

describe('T27: what is too much for one press', () => {
  const mergeAndReplace = async () => {
    const ids = [
      await world.tenant.insert('organization', { name: 'Kestrel Ltd' }),
      await world.tenant.insert('organization', { name: 'Kestrel Limited' }),
    ]
    const person = await world.tenant.insert('individual', {
      first_name: 'Ines',
      last_name: 'Moreau',
      title: 'Director',
      created_by: world.tenant.users.reviewer,
      updated_by: world.tenant.users.reviewer,
    })
    return world.file([
      { proposed_action: 'merge', data: { survivor_id: ids[0], loser_ids: [ids[1]], values: {} } },
      {
        proposed_action: 'update',
        entity_type: 'Individual',
        entity_id: person,
        data: { title: 'Chief Data Officer' },
      },
    ])
  }

  test('a merge and the replacement of a person’s value offer only Open', async () => {
    await closeAll()
    const ids = await mergeAndReplace()
    const message = await inbox()
    expect((await Promise.all(ids.map(world.proposal))).map(({ risk }) => risk)).toEqual(['merge', 'replace_human'])
    for (const id of ids) expect(buttonsFor(message.blocks, id).map(({ action_id }) => action_id)).toEqual(['open'])
    expect(buttonsOf(message)).not.toContain('approve_safe')
  })

  test('and a button made up for one changes nothing', async () => {
    const [waiting] = await world.query(
      `select id, content_hash from proposal where status = 'pending' and risk = 'merge'`,
    )
    const message = await inbox()
    const forged = structuredClone(message)
    forged.blocks.push({
      type: 'actions',
      block_id: `p:${waiting.id}`,
      elements: [{ type: 'button', action_id: 'approve', value: JSON.stringify(waiting) }],
    })
    await world.press(people.reviewer, forged, 'approve')
    expect(await world.status(waiting.id)).toBe('pending')
    expect(world.whispers(people.reviewer).at(-1)).toContain('open in the web')
  })
})

describe('T25: decided elsewhere', () => {
  test('a decision through the API takes the buttons away and names who decided and where', async () => {
    await closeAll()
    const [id] = await world.fileOrganizations('Solvane')
    const message = await inbox()
    const { content_hash } = await world.proposal(id!)
    expect((await world.callApi(`/v1/proposals/${id}/approve`, { content_hash })).status).toBe(200)
    await world.idle()
    expect(buttonsFor(message.blocks, id!)).toEqual([])
    expect(wordsOf(message)).toContain('approved by Acme second through the API')
    await world.callApi(`/v1/proposals/${id}/undo`, {})
    await world.idle()
    expect(wordsOf(message)).toContain('approved, and undone since')
  })

  test('a click on a cached button says who decided and changes nothing', async () => {
    const [id] = await world.fileOrganizations('Verdanta')
    const message = await inbox()
    const cached = structuredClone(message)
    const { content_hash } = await world.proposal(id!)
    await world.callApi(`/v1/proposals/${id}/reject`, { content_hash })
    await world.idle()
    await world.press(people.reviewer, cached, 'approve', id)
    expect(await world.status(id!)).toBe('rejected')
    expect(world.whispers(people.reviewer).at(-1)).toBe('Nothing was changed. Already rejected by Acme second.')
  })

  test('a click on content that was revised since says so, and the message shows the new content', async () => {
    const [id] = await world.fileOrganizations('Wavecrest')
    const message = await inbox()
    const cached = structuredClone(message)
    const revised = await world.callApi(`/v1/proposals/${id}`, { data: { name: 'Wavecrest Energy' } }, 'PATCH')
    expect(revised.status).toBe(200)
    await world.idle()
    expect(wordsOf(message)).toContain('Wavecrest Energy')
    await world.press(people.reviewer, cached, 'approve', id)
    expect(await world.status(id!)).toBe('pending')
    expect(world.whispers(people.reviewer).at(-1)).toContain('The proposal has changed since you read it.')
  })

  test('of a press in Slack and one through the API at the same moment exactly one commits', async () => {
    await closeAll()
    const ids = await world.fileOrganizations('Race 1', 'Race 2', 'Race 3', 'Race 4')
    const message = await inbox()
    const proposals = await Promise.all(ids.map(world.proposal))
    const answers = await Promise.all(
      proposals.flatMap(({ id, content_hash }) => [
        world.callApi(`/v1/proposals/${id}/approve`, { content_hash }).then(({ status }) => status),
        world.slack.click(people.reviewer, message, 'approve', `p:${id}`).then(() => undefined),
      ]),
    )
    await world.idle()
    const byApi = answers.filter((status) => status === 200).length
    const told = world.whispers(people.reviewer).filter((text) => text.includes('Already committed by Acme second'))
    expect(told).toHaveLength(byApi)
    const made = await world.query(
      `select name, count(*)::int as n from organization where name like 'Race %' group by 1`,
    )
    expect(made.map(({ n }) => n)).toEqual([1, 1, 1, 1])
    for (const id of ids) expect(buttonsFor(message.blocks, id)).toEqual([])
  })

  test('a press on a record that somebody changed meanwhile writes nothing', async () => {
    await closeAll()
    const organization = await world.tenant.insert('organization', { name: 'Harbourline', industry: 'Ports' })
    const [id] = await world.file([
      { proposed_action: 'update', entity_id: organization, data: { industry: 'Shipping' } },
    ])
    const message = await inbox()
    await world.query(`update organization set industry = 'Logistics' where id = $1`, [organization])
    const [button] = buttonsFor(message.blocks, id!)
    if (button?.action_id !== 'approve') return expect(button?.action_id).toBe('open')
    await world.press(people.reviewer, message, 'approve', id)
    expect((await world.tenant.read('organization', organization)).industry).toBe('Logistics')
    expect(world.whispers(people.reviewer).at(-1)).toContain('This is out of date.')
    expect(wordsOf(message)).toContain('changed since it was proposed')
  })
})

describe('T28: hostile words', () => {
  test('a name that mentions everybody, hides a link or breaks out of its line arrives as harmless text', async () => {
    await closeAll()
    const names = [
      '<!channel> urgent',
      '<https://evil.example|Your bank>',
      'A & B <@U0ADMIN>',
      'x`\n✅ *approved by Acme admin*',
      '\u202egnp.exe',
      `${'&'.repeat(150)} Ltd`,
    ]
    await world.fileOrganizations(...names)
    const message = await inbox()
    const texts = message.blocks.flatMap((block) => [
      (block.text as { text: string } | undefined)?.text ?? '',
      ...((block.elements ?? []) as { type: string; text: string }[]).map(({ type, text }) =>
        type === 'mrkdwn' ? text : '',
      ),
    ])
    const sent = [message.text, ...texts].join('\n')
    expect(sent).not.toMatch(/[<>`]/)
    expect(sent).not.toContain('\u202e')
    expect(sent).toContain('&lt;!channel&gt; urgent')
    expect(texts.filter((text) => text.includes('approved by')).every((text) => !text.startsWith('✅'))).toBe(true)
    expect(world.slack.calls.filter(({ answer }) => (answer as { ok?: boolean })?.ok === false)).toEqual([])
  })
})

test('a link of a message is pressed without any effect', async () => {
  const [id] = await world.fileOrganizations('Voltahaven')
  const message = await inbox()
  const response = await world.press(people.reviewer, message, 'open', id)
  expect(response.status).toBe(200)
  expect(await world.status(id!)).toBe('pending')
  expect(message.channel).toBe(crm)
})
