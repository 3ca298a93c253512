import type { Child } from 'hono/jsx'

/** One way to start each use case, with what it can be told; all of them plain forms. */
export const StartForms = () => (
  <div class="starts">
    <form method="post" action="/runs" class="panel wide">
      <label for="prompt">Ask, or say what to do</label>
      <textarea
        id="prompt"
        name="prompt"
        rows={2}
        maxlength={4000}
        required
        placeholder="Which leads reached an interview this year?"
      ></textarea>
      <div class="line-up">
        <span class="hint">
          “Find job leads similar to ones that reached interview stage” starts the right use case by itself.
        </span>
        <button type="submit" class="go">
          Start
        </button>
      </div>
    </form>
    <Start
      useCase="similar_leads"
      title="Find similar leads"
      says="What the leads that went well have in common, searched for on the web."
    >
      <Choice
        id="similar-type"
        name="lead_type"
        label="Kind"
        options={[
          ['Job', 'jobs'],
          ['Opportunity', 'opportunities'],
          ['Partnership', 'partnerships'],
        ]}
      />
      <label for="similar-stage">
        that reached
        <input id="similar-stage" name="stage" placeholder="interview" maxlength={100} size={10} />
      </label>
      <label class="check">
        <input type="checkbox" name="review_signature" value="yes" checked /> let me edit the signature first
      </label>
    </Start>
    <Start
      useCase="enrich_contacts"
      title="Research contacts"
      says="Who works at the organizations of your leads, from pages that name them."
    >
      <Choice
        id="enrich-type"
        name="lead_type"
        label="Leads"
        options={[
          ['', 'all kinds'],
          ['Job', 'jobs'],
          ['Opportunity', 'opportunities'],
          ['Partnership', 'partnerships'],
        ]}
      />
      <label for="enrich-limit">
        organizations at most
        <input id="enrich-limit" name="limit" type="number" min={1} max={500} value="20" />
      </label>
    </Start>
    <Start useCase="follow_ups" title="Follow up" says="Tasks for leads that nobody has touched; quiet by design.">
      <label for="days">
        silent for days
        <input id="days" name="days" type="number" min={1} max={3650} value="14" />
      </label>
      <a href="/settings/follow-ups">preview</a>
    </Start>
    <Start useCase="find_duplicates" title="Find duplicates" says="Records that are one, with a merge for each group.">
      <Choice
        id="duplicate-type"
        name="entity_type"
        label="Among"
        options={[
          ['', 'organizations and people'],
          ['Organization', 'organizations'],
          ['Individual', 'people'],
          ['Contact', 'contacts'],
        ]}
      />
    </Start>
  </div>
)

interface StartProps {
  useCase: string
  title: string
  says: string
  children: Child
}

const Start = ({ useCase, title, says, children }: StartProps) => (
  <form method="post" action="/runs" class="panel" aria-labelledby={`start-${useCase}`}>
    <h2 id={`start-${useCase}`}>{title}</h2>
    <p class="hint">{says}</p>
    <input type="hidden" name="use_case" value={useCase} />
    <div class="fieldset">{children}</div>
    <button type="submit" class="go">
      Start<span class="sr">: {title}</span>
    </button>
  </form>
)

interface ChoiceProps {
  id: string
  name: string
  label: string
  options: [value: string, text: string][]
}

const Choice = ({ id, name, label, options }: ChoiceProps) => (
  <label for={id}>
    {label}
    <select id={id} name={name}>
      {options.map(([value, text]) => (
        <option value={value}>{text}</option>
      ))}
    </select>
  </label>
)
