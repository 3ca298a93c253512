import type { ReviewedProposal } from '../../../src/proposals/reviewed-proposal.ts'
import { fieldLabel, formatValue, kindName } from '../frame/format.ts'
import { RecordLink } from '../frame/record-link.tsx'

/** The further rows that an approval writes: a contact, the end of an employment. */
export const SideEffects = ({ proposal }: { proposal: ReviewedProposal }) => {
  const { effects, risk, names } = proposal
  const rows = effects.filter(({ op }) => op !== 'main')
  const own = effects.filter(({ op }) => op === 'main').flatMap(({ values }) => Object.entries(values))
  if (risk === 'task' || (rows.length === 0 && own.length === 0)) return null
  return (
    <ul class="effects" aria-label="Also written">
      {own.map(([name, value]) => (
        <li>
          {fieldLabel(name)}:{' '}
          {names[name] ? <RecordLink type={names[name].entity_type} {...names[name]} /> : said(value)}
        </li>
      ))}
      {rows.map(({ op, entity_type, entity_id, values }) => (
        <li>
          {op === 'insert' ? 'Adds' : 'Changes'}{' '}
          {entity_id && entity_type ? (
            <RecordLink type={entity_type} id={entity_id} />
          ) : (
            `${/^[AEIO]/.test(entity_type ?? '') ? 'an' : 'a'} ${kindName(entity_type ?? 'row')}`
          )}
          {op === 'update'
            ? `: ${Object.entries(values)
                .map(([name, value]) => `${fieldLabel(name)} ${said(value)}`)
                .join(', ')}`
            : linkOf(names)}
        </li>
      ))}
    </ul>
  )
}

const linkOf = (names: ReviewedProposal['names']) =>
  names.organization_id?.name ? ` with ${names.organization_id.name}` : ''

/** A value that is only known at the commit is named by what it will be. */
function said(value: unknown): string {
  if (typeof value !== 'object' || value === null) return formatValue(value)
  if ('$proposal' in value) return 'the record proposed above'
  if ('$field' in value) return `the ${String(value.$field)} above`
  return 'this record'
}
