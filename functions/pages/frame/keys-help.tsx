const KEYS: [keys: string[], does: string][] = [
  [['j'], 'next proposal'],
  [['k'], 'previous proposal'],
  [['x'], 'select it, or no longer'],
  [['⇧ x'], 'select everything from the last one to here'],
  [['a'], 'approve it; with Shift, approve what is selected'],
  [['e'], 'edit its values; Enter then approves them'],
  [['r'], 'reject it; with Shift, reject what is selected'],
  [['1', '…', '6'], 'say why it was rejected'],
  [['s'], 'snooze it for a week'],
  [['u'], 'undo what was just done'],
  [['o'], 'open it on a page of its own'],
  [['/'], 'search all records'],
  [['g i', 'g r', 'g d', 'g s'], 'go to inbox, runs, records, settings'],
  [['?'], 'this list'],
]

export const KeysList = () => (
  <dl class="keys">
    {KEYS.map(([keys, does]) => (
      <div>
        <dt>
          {keys.map((key) => (
            <kbd>{key}</kbd>
          ))}
        </dt>
        <dd>{does}</dd>
      </div>
    ))}
  </dl>
)

/** Opened by "?" or the link in the footer; who has no JavaScript follows that link to a page. */
export const KeysDialog = () => (
  <dialog id="keys" aria-labelledby="keys-title">
    <form method="dialog">
      <header>
        <h2 id="keys-title">Keyboard</h2>
        <button type="submit" class="quiet">
          Close
        </button>
      </header>
      <KeysList />
      <label class="check">
        <input type="checkbox" id="keys-on" checked /> Single keys work on this device
      </label>
    </form>
  </dialog>
)

export const KeysPage = () => (
  <section class="narrow">
    <h1>Keyboard</h1>
    <KeysList />
    <p class="hint">The keys need JavaScript; without it, every button and link does the same.</p>
  </section>
)
