interface LinkProps {
  name: string
  teamId: string
  slackUserId: string
  ticket: string
}

export const LinkPage = ({ name, teamId, slackUserId, ticket }: LinkProps) => (
  <section class="narrow">
    <h1>Link your Slack account</h1>
    <p>
      Slack account <code>{slackUserId}</code> of workspace <code>{teamId}</code> will act here as{' '}
      <strong>{name}</strong>: it can see and decide what you can.
    </p>
    <p>Go on only if you have just asked for this yourself, in Slack.</p>
    <form method="post" action="/slack/link" class="stack">
      <input type="hidden" name="ticket" value={ticket} />
      <button type="submit" class="go">
        This Slack account is me
      </button>
    </form>
  </section>
)

export const LinkedPage = ({ name }: { name: string }) => (
  <section class="narrow">
    <h1>Linked</h1>
    <p role="status">In Slack you are {name} now. Go back and do again what you wanted to do.</p>
  </section>
)

export const ConnectedPage = ({ teamName }: { teamName: string }) => (
  <section class="narrow">
    <h1>Slack is connected</h1>
    <p role="status">
      Workspace {teamName} asks and decides here now. In Slack, type <code>/crm help</code>.
    </p>
    <p>
      <a href="/">Back to the inbox</a>
    </p>
  </section>
)
