import type { ReviewedProposal } from '../../../src/proposals/reviewed-proposal.ts'
import { fieldLabel, kindName } from '../frame/format.ts'

/** Where what this hangs on was not committed: the record to link to instead. */
export const ExistingParent = ({ proposal, canDecide }: { proposal: ReviewedProposal; canDecide: boolean }) => {
  const { id, parents, link_fields } = proposal
  if (!canDecide) return null
  const lost = parents.filter(({ status }) => !['pending', 'stale', 'committed'].includes(status))
  const waiting = parents.filter(({ status }) => status === 'pending' || status === 'stale')
  if (lost.length === 0)
    return waiting.length > 0 ? (
      <p class="hint">
        Hangs on the {kindName(waiting[0]!.entity_type)} “{waiting[0]!.name}”: approve both together, or that one first.
      </p>
    ) : null
  return (
    <>
      {Object.entries(link_fields).flatMap(([field, parentId]) => {
        const parent = lost.find((each) => each.id === parentId)
        if (!parent) return []
        const list = `c-${id}-${field}`
        return [
          <p class="standing is-warn">
            <label for={`l-${id}-${field}`}>
              The {kindName(parent.entity_type)} “{parent.name}” was {parent.status}. Link the{' '}
              {fieldLabel(field).toLowerCase()} to record number
            </label>{' '}
            <input
              id={`l-${id}-${field}`}
              name={`link:${id}:${field}`}
              inputmode="numeric"
              pattern="\d*"
              size={8}
              list={list}
            />
            <datalist id={list}>
              {parent.candidates.map(({ entity_id, name }) => (
                <option value={String(entity_id)}>{name}</option>
              ))}
            </datalist>
          </p>,
        ]
      })}
    </>
  )
}
