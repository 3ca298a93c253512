import { formatDay } from '../frame/format.ts'
import type { RecordView } from './record-page.tsx'

/** What is to be done about it, open ones first. */
export const RecordTasks = ({ tasks, canEdit, path, people, type }: RecordView) => {
  if (type === 'Task' || type === 'Note') return null
  return (
    <section aria-labelledby="tasks" class="panel">
      <h2 id="tasks">Tasks</h2>
      {tasks.length === 0 ? <p class="hint">No task hangs on this.</p> : null}
      <ul class="entries">
        {tasks.map(({ id, title, status, due_date, assigned_to, row_version }) => (
          <li class={status === 'done' || status === 'cancelled' ? 'is-done' : undefined}>
            <a href={`/records/Task/${id}`}>{title}</a>
            <small class="line">
              {status.replace('_', ' ')}
              {due_date ? `, due ${formatDay(due_date)}` : ''}
              {assigned_to ? `, ${assigned_to}` : ''}
            </small>
            {canEdit && (status === 'open' || status === 'in_progress') ? (
              <form method="post" action={`/records/Task/${id}`}>
                <input type="hidden" name="field" value="status" />
                <input type="hidden" name="value" value="done" />
                <input type="hidden" name="row_version" value={String(row_version)} />
                <input type="hidden" name="back" value={path} />
                <button type="submit" class="quiet small">
                  Done<span class="sr">: {title}</span>
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
      {canEdit ? (
        <details class="fold">
          <summary>Add a task</summary>
          <form method="post" action={`${path}/tasks`} class="stack">
            <input
              name="title"
              required
              maxlength={500}
              aria-label="What is to be done"
              placeholder="What is to be done"
            />
            <span class="fieldset">
              <label for="due">
                due <input id="due" type="date" name="due_date" />
              </label>
              <label for="for">
                for{' '}
                <select id="for" name="assigned_to">
                  <option value="">nobody</option>
                  {people.map(({ id, name }) => (
                    <option value={String(id)}>{name}</option>
                  ))}
                </select>
              </label>
            </span>
            <button type="submit" class="quiet">
              Add task
            </button>
          </form>
        </details>
      ) : null}
    </section>
  )
}
