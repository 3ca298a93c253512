import type { ReviewedMember, ReviewedProposal } from '../../../src/proposals/reviewed-proposal.ts'
import { countOf, fieldLabel } from '../frame/format.ts'
import type { CardProps } from './card-props.ts'
import { Author, FieldValue } from './field-table.tsx'
import { type ComparedField, chosenMember, comparedFields } from './merge-fields.ts'
import { MergePreview } from './merge-preview.tsx'

/** The records of a merge side by side: which one stays, whose value it gets, field by field, and what moves. */
export const MergeTable = ({ proposal, canDecide, timeZone, open, preview }: CardProps) => {
  const { id, members, moves, entity_type } = proposal
  if (members.length < 2) return <p class="standing">Some of these records no longer exist.</p>
  const { differing, same } = comparedFields(proposal)
  const survivor = members[0]!
  return (
    <>
      <section class="scroll" tabindex={0} aria-label="The records side by side">
        <table class="merge">
          <thead>
            <tr>
              <th scope="col">
                <span class="sr">Field</span>
                {canDecide ? <MergeState proposal={proposal} /> : null}
              </th>
              {members.map((member) => (
                <th scope="col" class={member === survivor ? 'is-survivor' : undefined}>
                  {canDecide ? (
                    <label>
                      <input
                        type="radio"
                        name={`survivor:${id}`}
                        value={String(member.id)}
                        checked={member === survivor || undefined}
                      />{' '}
                      {member === survivor ? 'Stays' : 'Stays instead'}
                    </label>
                  ) : (
                    <span>{member === survivor ? 'Stays' : 'Goes'}</span>
                  )}{' '}
                  <a href={`/records/${entity_type}/${member.id}`}>{`${entity_type} ${member.id}`}</a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {differing.map((field) => (
              <MergeRow proposal={proposal} field={field} canDecide={canDecide} timeZone={timeZone} />
            ))}
          </tbody>
        </table>
      </section>
      {same.length > 0 ? (
        <p class="hint">The same in all: {same.map((name) => fieldLabel(name).toLowerCase()).join(', ')}.</p>
      ) : null}
      <p class="moves">
        {Object.keys(moves).length > 0
          ? `Moves to the one that stays: ${Object.entries(moves)
              .map(([type, n]) => countOf(type, n))
              .join(', ')}.`
          : 'Nothing hangs on the ones that go.'}{' '}
        Their old addresses lead to it.
      </p>
      {open && preview ? <MergePreview preview={preview} timeZone={timeZone} /> : null}
    </>
  )
}

/** What was proposed and read, so that a choice is told from what was there. */
const MergeState = ({ proposal: { id, members } }: { proposal: ReviewedProposal }) => (
  <>
    <input type="hidden" name={`was-survivor:${id}`} value={String(members[0]!.id)} />
    <input
      type="hidden"
      name={`versions:${id}`}
      value={JSON.stringify(Object.fromEntries(members.map((member) => [member.id, member.values.row_version])))}
    />
  </>
)

interface MergeRowProps {
  proposal: ReviewedProposal
  field: ComparedField
  canDecide: boolean
  timeZone: string
}

const MergeRow = ({ proposal, field: { name, proposed }, canDecide, timeZone }: MergeRowProps) => {
  const { id, members } = proposal
  const chosen = chosenMember(proposal, name)
  return (
    <tr>
      <th scope="row">
        {fieldLabel(name)}
        {canDecide ? (
          <input type="hidden" name={`was-pick:${id}:${name}`} value={chosen ? String(chosen.id) : 'proposed'} />
        ) : null}
        {chosen ? null : (
          <span class="pick is-chosen">
            {canDecide ? (
              <input
                type="radio"
                name={`pick:${id}:${name}`}
                value="proposed"
                checked
                aria-label={`Proposed ${fieldLabel(name)}`}
              />
            ) : null}{' '}
            <FieldValue name={name} value={proposed} timeZone={timeZone} />
          </span>
        )}
      </th>
      {members.map((member) => (
        <td class={member === chosen ? 'is-chosen' : undefined}>
          <MergeCell
            id={id}
            name={name}
            member={member}
            chosen={member === chosen}
            canDecide={canDecide}
            timeZone={timeZone}
          />
        </td>
      ))}
    </tr>
  )
}

interface MergeCellProps {
  id: string
  name: string
  member: ReviewedMember
  chosen: boolean
  canDecide: boolean
  timeZone: string
}

const MergeCell = ({ id, name, member, chosen, canDecide, timeZone }: MergeCellProps) => {
  const value = (
    <span class="held">
      <FieldValue name={name} value={member.values[name]} named={member.names[name]} timeZone={timeZone} />
      <Author writer={member.written[name]} short />
    </span>
  )
  if (!canDecide) return value
  return (
    <label>
      <input
        type="radio"
        name={`pick:${id}:${name}`}
        value={String(member.id)}
        checked={chosen || undefined}
        aria-label={`${fieldLabel(name)} of record ${member.id}`}
      />{' '}
      {value}
    </label>
  )
}
