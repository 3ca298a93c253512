import { EVIDENCE_KINDS } from '../../../src/evidence/evidence-kinds.ts'
import type { listOutcomes } from '../../../src/proposals/list-outcomes.ts'
import { fieldLabel, SOURCES } from '../frame/format.ts'

type Outcomes = Awaited<ReturnType<typeof listOutcomes>>

const nameOf = (kind: string) =>
  (EVIDENCE_KINDS as Record<string, { says: string }>)[kind]?.says ?? SOURCES[kind] ?? kind
const percent = (share: number | null) => (share === null ? '' : `${Math.round(share * 100)}%`)

export const ConfidencePage = ({ outcomes }: { outcomes: Outcomes }) =>
  outcomes.length === 0 ? (
    <p class="hint">Nobody has decided anything yet, so nothing is measured.</p>
  ) : (
    <section class="scroll panel" tabindex={0} aria-label="Outcomes">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Field</th>
            <th scope="col">Measured</th>
            <th scope="col">95% interval</th>
            <th scope="col">Edited</th>
            <th scope="col">Rejected</th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map(({ source_kind, entity_type, field_name, label, low, high, edited, rejected }) => (
            <tr>
              <td>{nameOf(String(source_kind))}</td>
              <td>
                {String(entity_type)}: {fieldLabel(String(field_name)).toLowerCase()}
              </td>
              <td>{label}</td>
              <td>{low === null ? '' : `${percent(low)} to ${percent(high)}`}</td>
              <td>{edited}</td>
              <td>{rejected}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
