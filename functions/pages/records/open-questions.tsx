import { fieldLabel, plural } from '../frame/format.ts'
import { riskOf } from '../inbox/risk.ts'
import type { RecordView } from './record-page.tsx'

const LOOKED_FOR = new Set(['Organization', 'Individual', 'Contact'])

/** What waits for a decision about this record; possible duplicates first. */
export const OpenQuestions = ({ questions, type, path, canEdit }: RecordView) => {
  const merges = questions.filter(({ proposed_action }) => proposed_action === 'merge')
  const others = questions.filter(({ proposed_action }) => proposed_action !== 'merge')
  return (
    <>
      {questions.length > 0 ? (
        <section class="notice is-asking" aria-label="Waiting for a decision">
          <p>
            {plural(questions.length, 'proposal')} about this {questions.length === 1 ? 'waits' : 'wait'} for a
            decision:
          </p>
          <ul>
            {[...merges, ...others].map(({ id, risk, name, fields, proposed_action }) => (
              <li>
                <a href={`/proposals/${id}`}>
                  {proposed_action === 'merge'
                    ? `possible duplicate: merge into ${name}`
                    : `${riskOf(risk).label}: ${fields.map((field) => fieldLabel(field)).join(', ')}`}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {canEdit && LOOKED_FOR.has(type) ? (
        <p class="hint">
          <a href={`${path}/duplicates`}>Look for duplicates of this record</a>
        </p>
      ) : null}
    </>
  )
}
