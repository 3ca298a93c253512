import type { Notice } from './notice.ts'

/** What just happened, with its undo. */
export const NoticeBar = ({ notice: { text, good, details, undo } }: { notice: Notice }) => (
  <div class={`notice ${good ? 'good' : 'bad'}`} role={good ? 'status' : 'alert'} data-notice>
    <p>{text}</p>
    {details.length > 0 ? (
      <ul>
        {details.map((detail) => (
          <li>{detail}</li>
        ))}
      </ul>
    ) : null}
    {undo ? (
      <form method="post" action="/inbox/undo">
        <input type="hidden" name="kind" value={undo.kind} />
        <input type="hidden" name="id" value={undo.id} />
        <button type="submit" class="quiet" data-key="u">
          Undo
        </button>
      </form>
    ) : null}
  </div>
)
