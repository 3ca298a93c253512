import type { Notice } from './notice.ts'

export const REASONS = ['Not true', 'Out of date', 'Wrong record', 'Weak source', 'Not useful', 'Already done']

interface NoticeBarProps {
  notice: Notice | undefined
  /** Where its buttons lead back to. */
  back: string
}

/** What just happened, each part that did not, its undo, and why it was rejected where somebody wants to say. */
export const NoticeBar = ({ notice, back }: NoticeBarProps) => {
  if (!notice) return null
  const { text, good, details, undo, ask_why, batch } = notice
  return (
    <div class={`notice ${good ? 'good' : 'bad'}`} role={good ? 'status' : 'alert'} data-notice={text}>
      <div class="said">
        <p>{text}</p>
        {undo ? (
          <Post action="/inbox/undo" back={back}>
            <input type="hidden" name="kind" value={undo.kind} />
            <input type="hidden" name="id" value={undo.id} />
            <button type="submit" class="quiet" data-key="u" data-hint="u" aria-keyshortcuts="u">
              Undo
            </button>
          </Post>
        ) : null}
        {batch ? <a href={`/?show=decided&batch=${batch}`}>Every result</a> : null}
      </div>
      {details.length > 0 ? (
        <ul>
          {details.map((detail) => (
            <li>{detail}</li>
          ))}
        </ul>
      ) : null}
      {ask_why ? (
        <Post action="/inbox/reasons" back={back} class="chips">
          <input type="hidden" name="of" value={ask_why} />
          <span id="why-label">Why? (if you like)</span>
          {REASONS.map((reason, at) => (
            <button type="submit" name="reason" value={reason} class="chip" data-key={String(at + 1)}>
              {reason}
            </button>
          ))}
        </Post>
      ) : null}
    </div>
  )
}

interface PostProps {
  action: string
  back: string
  class?: string
  children: unknown
}

/** A form that answers in place where there is JavaScript, and by a redirect where there is none. */
export const Post = ({ action, back, class: className, children }: PostProps) => (
  <form method="post" action={action} class={className} {...inPlace(action)}>
    <input type="hidden" name="back" value={back} />
    {children as never}
  </form>
)

/** What makes a form or region swap the page's content instead of the page. */
export const inPlace = (action: string) => ({
  'hx-post': action,
  'hx-target': '#main',
  'hx-select': '#main',
  'hx-swap': 'outerHTML show:none',
  'hx-sync': 'this:drop',
})
