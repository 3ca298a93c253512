import { describe, expect, it } from 'vitest'
import { liveness } from '../../src/web/liveness.ts'
import { otherPostingsAt } from '../../src/web/liveness-phrases.ts'

const now = new Date('2026-11-25T12:00:00Z')
const posting = (sentence: string) => `Senior Data Engineer\n${sentence}\nPython, SQL and some patience.`
const stateOf = (sentence: string) => liveness(posting(sentence), { now }).state

describe('a posting that answers 200 and is over (T34)', () => {
  it.each([
    'No longer accepting applications',
    'We are no longer accepting applications for this position.',
    "We're not accepting applications at this time.",
    'Applications are no longer being accepted',
    'We no longer accept applications for this role',
    'Applications for this role are closed.',
    'Applications closed on 3 March 2026',
    'This vacancy has now closed.',
    'This role has been taken down.',
    'The job you are trying to apply for is no longer available.',
    'This posting is no longer active.',
    'Sorry, we are no longer hiring for this role.',
    'Recruitment for this role has ended.',
    'This role is currently on hold.',
    'Job not found',
    'Status: Closed',
    '[CLOSED] Senior Data Engineer',
    'This tender is closed. Contract awarded.',
    'Die Stelle ist nicht mehr verfügbar.',
    'Cette offre n’est plus disponible.',
    'Annonsen är borttagen.',
    'Esta oferta ya no está disponible',
    'このこの求人は終了',
  ])('closed: %s', (sentence) => {
    expect(stateOf(sentence)).toBe('closed')
  })

  it.each([
    'This position has been filled.',
    'We have now filled this role. Thank you all.',
    'The role was filled in March.',
    'We found our candidate, thank you!',
    'FILLED - Senior Data Engineer',
    'Diese Stelle ist leider bereits besetzt.',
    'Ce poste est pourvu.',
    'Tjänsten är redan tillsatt.',
    'De vacature is inmiddels vervuld',
  ])('filled: %s', (sentence) => {
    expect(stateOf(sentence)).toBe('filled')
  })

  it.each([
    'Sorry, this job has expired.',
    'The application deadline has passed.',
    'The application window has closed.',
    'Closing date: 3 March 2026',
    'Apply by March 3rd, 2026',
    'The closing date for this vacancy was 3 March 2026.',
    'Bewerbungsschluss war der 03.03.2026',
    'Die Bewerbungsfrist ist abgelaufen.',
  ])('expired: %s', (sentence) => {
    expect(stateOf(sentence)).toBe('expired')
  })

  it('keeps the words that say so, as the page writes them', () => {
    expect(liveness(posting('This  Position has been\u00a0Filled!'), { now })).toEqual({
      state: 'filled',
      phrase: 'This Position has been Filled',
    })
  })

  it('outweighs a button that is still there', () => {
    expect(stateOf('Apply now. This job is no longer available.')).toBe('closed')
  })
})

describe('a posting that is open', () => {
  it.each([
    'Apply now',
    'Applications are open.',
    'Open until filled',
    'Applications will be reviewed until the position is filled. Apply online.',
    'We are not accepting applications from agencies. Apply here.',
    'When this role has been filled, the posting will be removed. Apply now.',
    'If this position is no longer available we will tell you. Apply today.',
    'You will work on closed-loop control. Apply now.',
    'Our seed round is closed. Apply now.',
    'A new contract was awarded to us. Apply now.',
    'Closing date: 12 December 2026',
    'Bewerbungsschluss: 12.12.2026',
    'Jetzt bewerben',
    'Postuler maintenant',
    'Ansök här',
  ])('%s', (sentence) => {
    expect(stateOf(sentence)).toBe('live')
  })

  it('on its last day, wherever on earth that is', () => {
    const apply = posting('Closing date: 25 November 2026')
    expect(liveness(apply, { now: new Date('2026-11-26T11:00:00Z') }).state).toBe('live')
    expect(liveness(apply, { now: new Date('2026-11-26T13:00:00Z') }).state).toBe('expired')
  })
})

describe('what nobody can tell', () => {
  it.each(['We build wind farms.', 'This posting may be closed early.', 'The deadline is near.'])('%s', (sentence) => {
    expect(liveness(posting(sentence), { now })).toEqual({ state: 'unknown' })
  })

  it('a deadline whose day and month could be swapped is none', () => {
    expect(stateOf('Apply by 03/04/2026')).toBe('unknown')
  })
})

describe('beyond the words of a posting', () => {
  it('its structured data may say until when it is open', () => {
    const text = posting('We build wind farms.')
    expect(liveness(text, { now, validThrough: '2026-10-01' }).state).toBe('expired')
    expect(liveness(text, { now, validThrough: '2026-12-24T00:00' }).state).toBe('live')
  })

  it('a board that answers with its list instead says that it is gone', () => {
    const asked = 'https://boards.greenhouse.io/acme/jobs/4012345'
    const context = { now, asked, answered: 'https://boards.greenhouse.io/acme?error=true' }
    expect(liveness('All our jobs. Apply now.', context)).toMatchObject({ state: 'closed' })
    expect(liveness('Apply now.', { now, asked, answered: `${asked}?gh_src=x` }).state).toBe('live')
  })

  it('other postings below it say nothing of it', () => {
    const page = `${posting('Apply now')}\nSimilar jobs\nETL Developer\nThis position has been filled.`
    expect(liveness(page, { now }).state).toBe('live')
    expect(page.slice(otherPostingsAt(page))).toMatch(/^\nSimilar jobs/)
  })

  it('an entry "All jobs" of the menu above hides nothing of it', () => {
    const page = `All jobs\nAbout us\n${posting('This position has been filled.')}`
    expect(liveness(page, { now }).state).toBe('filled')
  })
})
