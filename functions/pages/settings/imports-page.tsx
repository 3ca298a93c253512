import type { FieldError } from '../../../src/errors.ts'
import type { ImportResult } from '../../../src/imports/import-records.ts'
import { EntityType } from '../../../src/records/entity-type.ts'
import { recordFields } from '../../../src/records/record-fields.ts'
import type { ImportView } from '../../../src/settings/list-imports.ts'
import { countOf, fieldLabel, formatTime, plural } from '../frame/format.ts'
import { Post } from '../frame/notice-bar.tsx'

export interface ImportFailure {
  message: string
  errors: FieldError[]
}

interface ImportsPageProps {
  imports: ImportView[]
  timeZone: string
  result?: ImportResult | undefined
  failure?: ImportFailure | undefined
  type?: EntityType
}

const SHOWN_ERRORS = 50

export const ImportsPage = ({ imports, timeZone, result, failure, type = 'Organization' }: ImportsPageProps) => (
  <>
    {failure ? (
      <div class="notice bad" role="alert">
        <p>{failure.message}</p>
        <ul>
          {failure.errors.map(({ path, message }) => (
            <li>
              {path}: {message}
            </li>
          ))}
        </ul>
      </div>
    ) : null}
    {result ? <Result result={result} /> : null}
    <form
      method="post"
      action="/settings/imports"
      enctype="multipart/form-data"
      class="panel"
      aria-labelledby="new-import"
    >
      <h2 id="new-import">Import a file</h2>
      <div class="fieldset">
        <label for="entity_type">
          The rows are{' '}
          <select id="entity_type" name="entity_type">
            {EntityType.options.map((option) => (
              <option value={option} selected={option === type || undefined}>
                {option}
              </option>
            ))}
          </select>
        </label>
        <label for="file">
          CSV file, up to 5 MiB and 5,000 rows <input id="file" name="file" type="file" accept=".csv,text/csv" />
        </label>
      </div>
      <label for="rows">Or paste the rows</label>
      <textarea
        id="rows"
        name="rows"
        rows={4}
        spellcheck={false}
        placeholder={'name,website,city\nAcme Ltd,acme.example,Leeds'}
      ></textarea>
      <details class="fold">
        <summary>Fields of each kind</summary>
        <dl class="values">
          {EntityType.options.map((option) => (
            <div>
              <dt>{option}</dt>
              <dd>{Object.keys(recordFields[option]).join(', ')}</dd>
            </div>
          ))}
        </dl>
      </details>
      <button type="submit" class="go">
        Import
      </button>
    </form>
    <h2 class="section">Earlier imports</h2>
    {imports.length === 0 ? <p class="hint">Nothing has been imported yet.</p> : null}
    <ul class="rows">
      {imports.map(({ import_id, at, by, rows, undone }) => (
        <li class={undone ? 'is-done' : undefined}>
          <div>
            {Object.entries(rows)
              .map(([kind, n]) => countOf(kind, n))
              .join(', ') || 'nothing'}
            <small class="line">
              {by ?? 'somebody'}, {formatTime(at, timeZone)}
              {undone ? ', taken back' : ''}
            </small>
          </div>
          {undone ? null : (
            <Post action="/inbox/undo" back="/settings/imports">
              <input type="hidden" name="kind" value="import" />
              <button type="submit" name="id" value={import_id} class="stop small">
                Undo<span class="sr"> the import of {formatTime(at, timeZone)}</span>
              </button>
            </Post>
          )}
        </li>
      ))}
    </ul>
  </>
)

const Result = ({ result: { inserted, updated, skipped, errors } }: { result: ImportResult }) => (
  <div class={`notice ${errors.length > 0 ? 'bad' : 'good'}`} role={errors.length > 0 ? 'alert' : 'status'}>
    <p>
      {inserted} new, {updated} changed, {skipped} left out.
    </p>
    {errors.length > 0 ? (
      <ul>
        {errors.slice(0, SHOWN_ERRORS).map(({ row, path, message }) => (
          <li>
            Row {row}
            {path ? `, ${fieldLabel(path).toLowerCase()}` : ''}: {message}
          </li>
        ))}
        {errors.length > SHOWN_ERRORS ? <li>and {plural(errors.length - SHOWN_ERRORS, 'further problem')}</li> : null}
      </ul>
    ) : null}
  </div>
)
