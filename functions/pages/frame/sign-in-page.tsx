interface SignInProps {
  next: string
  problem?: string | undefined
  /** Why somebody who was here is asked again. */
  why?: 'ended' | 'spent' | undefined
  sentTo?: string | undefined
  /** Shown only on a machine that sends no mail. */
  link?: string | undefined
}

export const SignInPage = ({ next, problem, why, sentTo, link }: SignInProps) => (
  <section class="narrow panel">
    <h1>Sign in</h1>
    {why ? (
      <p class="notice bad" role="alert">
        {why === 'ended'
          ? 'Your session has ended. Nothing was lost, and nothing was decided; sign in to go on where you were.'
          : 'This link has been used or is too old. Ask for a new one.'}
      </p>
    ) : null}
    {sentTo ? (
      <div class="notice good" role="status">
        <p>
          If <strong>{sentTo}</strong> is known here, a sign-in link is on its way. It works once, for fifteen minutes.
        </p>
        {link ? (
          <p>
            This machine sends no mail: <a href={link}>open the link</a>.
          </p>
        ) : null}
      </div>
    ) : null}
    <form method="post" action="/sign-in" class="stack">
      <input type="hidden" name="next" value={next} />
      <label for="email">E-mail address</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="email"
        required
        maxlength={320}
        aria-describedby={problem ? 'problem' : undefined}
      />
      {problem ? (
        <p id="problem" class="problem" role="alert">
          {problem}
        </p>
      ) : null}
      <button type="submit" class="go">
        Send me a link
      </button>
    </form>
    <p class="hint">There are no passwords. Agents and scripts use API keys.</p>
  </section>
)
