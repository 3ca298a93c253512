import type { StatusView } from '../../../src/settings/list-statuses.ts'
import { Tag } from '../frame/tag.tsx'

interface StatusesPageProps {
  statuses: StatusView[]
  undescribed: { type: string; status: string }[]
  canChange: boolean
}

export const StatusesPage = ({ statuses, undescribed, canChange }: StatusesPageProps) => (
  <>
    {undescribed.length > 0 ? (
      <p class="notice">
        In use without a meaning of their own: {undescribed.map(({ type, status }) => `${status} (${type})`).join(', ')}
        . Common words such as “Won” or “Rejected” are understood all the same.
      </p>
    ) : null}
    <ul class="rows">
      {statuses.map((status) => (
        <li>
          <div>
            <b>{status.name}</b> {status.is_terminal ? <Tag tone="calm">final</Tag> : null}{' '}
            {status.on_hold ? <Tag tone="warn">on hold</Tag> : null}
            <small class="line">
              {status.lead_type ?? 'every kind of lead'}
              {status.category ? `, counts as ${status.category}` : ''}
              {status.stale_after_days ? `, silent after ${status.stale_after_days} working days` : ''}
            </small>
            {canChange ? (
              <details class="fold">
                <summary>
                  Change<span class="sr"> {status.name}</span>
                </summary>
                <StatusForm status={status} />
              </details>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
    {canChange ? (
      <section class="panel" aria-labelledby="new-status">
        <h2 id="new-status">Describe another status</h2>
        <StatusForm />
      </section>
    ) : null}
  </>
)

const TYPES = ['', 'Job', 'Opportunity', 'Partnership']

const StatusForm = ({ status }: { status?: StatusView }) => {
  const id = status?.id ?? 'new'
  const meaning = status?.is_terminal ? 'terminal' : status?.on_hold ? 'on_hold' : 'open'
  return (
    <form method="post" action={status ? `/settings/statuses/${status.id}` : '/settings/statuses'} class="fieldset">
      <label for={`name-${id}`}>
        Name <input id={`name-${id}`} name="name" value={status?.name} required maxlength={100} />
      </label>
      <label for={`type-${id}`}>
        Of{' '}
        <select id={`type-${id}`} name="lead_type">
          {TYPES.map((type) => (
            <option value={type} selected={type === (status?.lead_type ?? '') || undefined}>
              {type || 'every kind'}
            </option>
          ))}
        </select>
      </label>
      <label for={`meaning-${id}`}>
        Means{' '}
        <select id={`meaning-${id}`} name="meaning">
          {[
            ['open', 'in progress'],
            ['on_hold', 'on hold'],
            ['terminal', 'final'],
          ].map(([value, text]) => (
            <option value={value} selected={value === meaning || undefined}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label for={`category-${id}`}>
        Category{' '}
        <input id={`category-${id}`} name="category" value={status?.category ?? ''} size={10} placeholder="won, lost" />
      </label>
      <label for={`position-${id}`}>
        Place{' '}
        <input id={`position-${id}`} name="position" type="number" min={0} value={String(status?.position ?? '')} />
      </label>
      <label for={`days-${id}`}>
        Silent after working days{' '}
        <input
          id={`days-${id}`}
          name="stale_after_days"
          type="number"
          min={1}
          max={3650}
          value={String(status?.stale_after_days ?? '')}
        />
      </label>
      <button type="submit" class="go">
        Save<span class="sr"> {status?.name ?? 'the new status'}</span>
      </button>
      {status ? (
        <button type="submit" name="archive" value="yes" class="stop">
          Remove<span class="sr"> {status.name}</span>
        </button>
      ) : null}
    </form>
  )
}
