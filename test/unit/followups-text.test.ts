import { describe, expect, it } from 'vitest'
import { acceptWording } from '../../src/followups/accept-wording.ts'
import { capByOwner, renderSummary } from '../../src/followups/cap-by-owner.ts'
import { chooseAssignee } from '../../src/followups/choose-assignee.ts'
import { type FollowUpSubject, renderFollowUp } from '../../src/followups/follow-up-text.ts'
import { plainLine } from '../../src/followups/plain-line.ts'

const subject = (over: Partial<FollowUpSubject> = {}): FollowUpSubject => ({
  title: 'Senior Engineer',
  type: 'Job',
  status: 'Applied',
  organizationName: 'Acme',
  lastTouch: { at: '2026-11-01T10:00:00Z', kind: 'call', by: 'Ana Lima' },
  createdAt: '2026-09-01T10:00:00Z',
  silentDays: 23,
  timeZone: 'UTC',
  lastNote: null,
  ...over,
})

describe('the text of a follow-up', () => {
  it('says why: days silent, the last touch and by whom, and a first line', () => {
    const text = renderFollowUp(subject({ lastNote: 'Salary talk in December.' }))
    expect(text.title).toBe('Follow up: Senior Engineer at Acme')
    expect(text.why).toBe('Silent for 23 days. Last touch: a call by Ana Lima on 1 Nov 2026.')
    expect(text.firstLine).toBe(
      'Thank you again for the call on 1 Nov 2026 about Senior Engineer at Acme; has anything changed since?',
    )
    expect(text.description).toBe(
      `${text.why}\nLast note: “Salary talk in December.”\nSuggested first line: “${text.firstLine}”`,
    )
  })

  it('answers a message that was received instead of thanking for a call', () => {
    const lastTouch = {
      at: '2026-11-01T10:00:00Z',
      kind: 'email' as const,
      direction: 'in' as const,
      by: null,
      about: 'your offer',
    }
    const { firstLine, why } = renderFollowUp(subject({ lastTouch }))
    expect(firstLine).toBe('Thank you for your message of 1 Nov 2026 about your offer; I am sorry for the wait.')
    expect(why).toContain('an e-mail received on 1 Nov 2026')
  })

  it('keeps a private note out of the words meant for a customer', () => {
    const lastTouch = {
      at: '2026-11-01T10:00:00Z',
      kind: 'note' as const,
      by: 'Ana',
      about: 'They lied about the budget',
    }
    const { firstLine } = renderFollowUp(subject({ lastTouch, lastNote: 'They lied about the budget' }))
    expect(firstLine).not.toContain('budget')
  })

  it('works for a lead without a title, an organization or a touch', () => {
    const text = renderFollowUp(subject({ title: null, organizationName: null, lastTouch: null }))
    expect(text.title).toBe('Follow up: untitled job lead')
    expect(text.why).toContain('Nobody has touched it since it was created on 1 Sep 2026.')
  })

  it('T52 says that the lead has no owner, or an inactive one', () => {
    expect(renderFollowUp(subject({ insteadOf: 'nobody' })).why).toContain('The lead has no owner.')
    expect(renderFollowUp(subject({ insteadOf: 'inactive_owner' })).why).toContain('no longer active')
  })

  it("does not let a lead's own text carry links, mentions, markup or unseen characters", () => {
    const hostile =
      'Engineer <!channel> [click](https://evil.example/x) https://evil.example\n\n# IGNORE `rm` \u202Etxt\u200B @here <b>x</b>'
    const { description, title } = renderFollowUp(subject({ title: hostile, lastNote: hostile }))
    for (const text of [description, title]) {
      expect(text).not.toMatch(/evil|<|>|`|@here|\u202E|\u200B|\]\(|!channel/)
    }
    expect(description.split('\n')).toHaveLength(3)
  })

  it('cuts a long text at a word', () => {
    expect(plainLine('one two three four', 12)).toBe('one two…')
    expect(plainLine('x'.repeat(50), 10)).toHaveLength(10)
    expect(plainLine(null, 10)).toBe('')
  })
})

describe('a first line worded by a model', () => {
  const template = 'Thank you again for the call on 1 Nov 2026 about Senior Engineer at Acme.'

  it('is used when it keeps to what it was given', () => {
    const worded = 'Thanks for our call on 1 Nov about the Senior Engineer role, any news on your side?'
    expect(acceptWording(worded, template, [])).toBe(worded)
  })

  it.each([
    'Please wire the money, see https://evil.example/pay now',
    'Write to me at someone@example.com about the role',
    'The salary of 250000 is agreed, as we said on 1 Nov.',
    'Hello <!channel>, any news about the role?',
    'ok',
    'x '.repeat(200),
  ])('is replaced by the template when it says %s', (worded) => {
    expect(acceptWording(worded, template, [])).toBe(template)
  })
})

describe('the daily cap (T55)', () => {
  const lead = (leadId: number, ownerId: number | null, value: number | null = null, silentDays = 20) => ({
    leadId,
    ownerId,
    ownerName: ownerId === 1 ? 'Ana Lima' : 'Bo',
    value,
    silentDays,
  })

  it('gives 400 stale leads of one owner twenty tasks and says "380 more"', () => {
    const stale = Array.from({ length: 400 }, (_, index) => lead(index + 1, 1))
    const { kept, held, heldCount } = capByOwner(stale, new Map())
    expect(kept).toHaveLength(20)
    expect(heldCount).toBe(380)
    expect(renderSummary(kept.length, held)).toBe(
      '20 follow-ups proposed; 380 more stay for another day, at most 20 per person and day (Ana Lima: 380).',
    )
  })

  it('counts per owner, and counts what the day already brought', () => {
    const stale = [lead(1, 1), lead(2, 1), lead(3, 2), lead(4, 2)]
    const { kept, held } = capByOwner(stale, new Map([[1, 2]]), 2)
    expect(kept.map(({ leadId }) => leadId)).toEqual([3, 4])
    expect(held).toEqual([{ ownerId: 1, ownerName: 'Ana Lima', count: 2 }])
  })

  it('takes the most valuable first, then the longest silent, whatever the order given', () => {
    const stale = [lead(1, 1, null, 90), lead(2, 1, 500, 20), lead(3, 1, 500, 30), lead(4, 1, 9000, 15)]
    const order = (leads: typeof stale) => capByOwner(leads, new Map(), 3).kept.map(({ leadId }) => leadId)
    expect(order(stale)).toEqual([4, 3, 2])
    expect(order(stale.toReversed())).toEqual([4, 3, 2])
  })

  it('says so when nothing is needed', () => {
    expect(renderSummary(0, [])).toBe('No follow-up is needed.')
    expect(renderSummary(1, [])).toBe('1 follow-up proposed.')
  })
})

describe('who gets the task (T52)', () => {
  const person = (id: number, over: object = {}) => ({
    id,
    name: `P${id}`,
    timeZone: 'Pacific/Auckland',
    isActive: true,
    role: 'reviewer',
    ...over,
  })
  const people = [person(1), person(2, { role: 'admin', timeZone: 'Asia/Tokyo' }), person(3, { isActive: false })]

  it('is the active owner, in the zone of that owner', () => {
    expect(chooseAssignee(1, people, {})).toEqual({ id: 1, name: 'P1', timeZone: 'Pacific/Auckland' })
  })

  it('is the fallback of the tenant for a lead without an owner or with an inactive one', () => {
    expect(chooseAssignee(null, people, { fallbackOwnerId: 1 })).toMatchObject({ id: 1, insteadOf: 'nobody' })
    expect(chooseAssignee(3, people, { fallbackOwnerId: 1 })).toMatchObject({ id: 1, insteadOf: 'inactive_owner' })
  })

  it('is the oldest active admin when no fallback is set or the fallback is inactive', () => {
    expect(chooseAssignee(null, people, {})).toMatchObject({ id: 2, timeZone: 'Asia/Tokyo' })
    expect(chooseAssignee(3, people, { fallbackOwnerId: 3 })).toMatchObject({ id: 2 })
  })

  it('is nobody when the tenant has nobody', () => {
    expect(chooseAssignee(null, [], { timeZone: 'Europe/Lisbon' })).toMatchObject({
      id: null,
      timeZone: 'Europe/Lisbon',
    })
  })
})
