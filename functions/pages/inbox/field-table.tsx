import type { ProposedField } from '../../../src/proposals/proposal.ts'
import type { NamedRecord, ReviewedProposal, Writer } from '../../../src/proposals/reviewed-proposal.ts'
import { ExternalLink } from '../frame/external-link.tsx'
import { fieldLabel, formatValue } from '../frame/format.ts'
import { RecordLink } from '../frame/record-link.tsx'
import type { CardProps } from './card-props.ts'
import { FieldEditor } from './field-editor.tsx'
import { FieldReasons } from './field-reasons.tsx'
import { isMoved } from './risk.ts'

/** The proposed values against what is there, each with its reasons; every one can be left out or edited. */
export const FieldTable = ({ proposal, canDecide, timeZone, open }: CardProps) => {
  const { fields, proposed_action: action } = proposal
  if (fields.length === 0) return null
  const moved = action === 'update' && fields.some(isMoved)
  return (
    <table class="fields">
      <colgroup>
        <col class="names" />
      </colgroup>
      <thead class={action === 'create' ? 'sr' : undefined}>
        <tr>
          <th scope="col">Field</th>
          {moved ? <th scope="col">When proposed</th> : null}
          {action === 'create' ? null : <th scope="col">Now</th>}
          <th scope="col">Proposed</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <FieldRow
            field={field}
            proposal={proposal}
            canDecide={canDecide}
            moved={moved}
            timeZone={timeZone}
            open={open}
          />
        ))}
      </tbody>
    </table>
  )
}

interface FieldRowProps {
  field: ProposedField
  proposal: ReviewedProposal
  canDecide: boolean
  moved: boolean
  timeZone: string
  open: boolean | undefined
}

const FieldRow = ({ field, proposal, canDecide, moved, timeZone, open }: FieldRowProps) => {
  const { id, proposed_action: action, written, names, now_names } = proposal
  const { name, before, after, now } = field
  const label = fieldLabel(name)
  return (
    <>
      <tr class={classOf(field, moved)}>
        <th scope="row">
          {canDecide ? (
            <>
              <label>
                <input type="checkbox" name={`field:${id}:${name}`} value="accept" checked /> {label}
              </label>
              <input type="hidden" name={`has:${id}:${name}`} value="1" />
            </>
          ) : (
            label
          )}
        </th>
        {moved ? (
          <td data-label="When proposed">
            <FieldValue name={name} value={before} timeZone={timeZone} />
          </td>
        ) : null}
        {action === 'create' ? null : (
          <td class="before" data-label="Now">
            <FieldValue name={name} value={now} named={now_names[name]} timeZone={timeZone} />
            <Author writer={written[name]} />
          </td>
        )}
        <td class="after" data-label="Proposed">
          <FieldValue name={name} value={after} named={names[name]} timeZone={timeZone} />
          {canDecide ? <FieldEditor id={id} field={field} /> : null}
        </td>
      </tr>
      <FieldReasons
        field={field}
        producer={proposal.producer}
        columns={action === 'create' ? 1 : moved ? 3 : 2}
        timeZone={timeZone}
        open={open}
      />
    </>
  )
}

const classOf = (field: ProposedField, moved: boolean) =>
  [field.evidence.length > 0 ? 'has-reasons' : '', moved && isMoved(field) ? 'is-moved' : '']
    .filter(Boolean)
    .join(' ') || undefined

/** Who wrote what would be replaced; a person's own words are not to be lost by accident. */
export const Author = ({ writer, short = false }: { writer: Writer | undefined; short?: boolean }) => {
  if (!writer) return null
  const says = { person: 'typed by a person', agent: 'by an agent', import: 'imported' }[writer]
  return (
    <span class={`author is-${writer}`} title={says}>
      {short ? writer : says}
    </span>
  )
}

interface FieldValueProps {
  name: string
  value: unknown
  named?: NamedRecord | undefined
  timeZone: string
}

export const FieldValue = ({ name, value, named, timeZone }: FieldValueProps) => {
  if (value === null || value === undefined || value === '') return <span class="blank">blank</span>
  if (named) return <RecordLink type={named.entity_type} id={named.id} name={named.name} />
  if (/(?:url|website)$/.test(name)) return <ExternalLink address={String(value)} />
  const text = formatValue(value, timeZone)
  return text.length > 400 ? (
    <details class="long">
      <summary>{text.slice(0, 200)}…</summary>
      <span class="text">{text}</span>
    </details>
  ) : (
    <span class="text">{text}</span>
  )
}
