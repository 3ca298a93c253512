import { afterAll, beforeAll, expect, test } from 'vitest'
import { buttonsOf, openSlackWorld, people, type SlackWorld, wordsOf } from './slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())

const inbox = async (user: string = people.reviewer) => {
  const { messages } = await world.ask(user, 'inbox')
  return messages.find(({ onlyFor }) => !onlyFor)!
}

test('/crm inbox shows what waits, with buttons that carry the proposal and the content that was read', async () => {
  const [id] = await world.fileOrganizations('Tarnside Water')
  const { said, messages } = await world.ask(people.reviewer, 'inbox')
  expect(said.text).toBe('One moment.')
  expect(messages).toHaveLength(1)
  expect(wordsOf(messages[0]!)).toContain('New organization: Tarnside Water')
  const { content_hash } = await world.proposal(id!)
  const buttons = messages[0]!.blocks.flatMap(
    (block) => (block.elements ?? []) as { action_id: string; value?: string }[],
  )
  expect(JSON.parse(buttons.find(({ action_id }) => action_id === 'approve')!.value!)).toEqual({ id, content_hash })
})

test('Approve in Slack commits as the linked person, and the message names the decider instead of the buttons', async () => {
  const [id] = await world.fileOrganizations('Lumenor')
  const message = await inbox()
  await world.press(people.reviewer, message, 'approve', id)
  expect(await world.proposal(id!)).toMatchObject({
    status: 'committed',
    surface: 'slack',
    decided_by: world.tenant.users.reviewer,
  })
  expect(wordsOf(message)).toContain('approved by Acme reviewer in Slack')
  expect(wordsOf(message)).not.toContain(`p:${id}`)
})
