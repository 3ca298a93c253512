import type { RankedCandidate } from './draft-lead.ts'
import type { Score, ScorePart } from './score-candidate.ts'

const MOST_FOR = 6
const MOST_AGAINST = 3

/** Why this one: whom it resembles and in what, what counts against it, what is not known, whether it is open, where it was found. */
export function renderRationale(
  { pages, score }: RankedCandidate,
  names: ReadonlyMap<number, string>,
  fewWinners: string | null,
): string {
  const [page] = pages
  const announces = page.fields.title !== undefined
  return [
    renderResemblance(score, names),
    renderParts(score),
    score.notFound.length > 0 ? `Not found on the page: ${score.notFound.map(named).join(', ')}.` : '',
    announces ? renderLiveness(page.liveness) : 'The page announces nothing in particular; the company is alike.',
    pages.length > 1 ? `Found at ${pages.length} addresses: ${pages.map(({ url }) => url).join(' , ')}.` : '',
    fewWinners ?? '',
  ]
    .filter(Boolean)
    .join(' ')
}

function renderResemblance({ resembles, parts }: Score, names: ReadonlyMap<number, string>): string {
  const positive = parts.filter(({ weight }) => weight > 0)
  const alike = resembles.map((id) => {
    const shared = [
      ...new Set(positive.filter(({ lead_ids }) => lead_ids.includes(id)).map(({ attribute }) => named(attribute))),
    ]
    const name = names.get(id)
    return `#${id}${name ? ` ${name}` : ''} (${shared.join(', ')})`
  })
  return alike.length > 0 ? `Like ${alike.join('; ')}.` : ''
}

function renderParts({ parts, total, looksLikeLosers }: Score): string {
  const [agree, against] = [parts.filter(({ weight }) => weight > 0), parts.filter(({ weight }) => weight < 0)]
  const score = `Score ${total.toFixed(1)}: ${agree.slice(0, MOST_FOR).map(worded).join(', ') || 'nothing speaks for it'}.`
  if (against.length === 0) return score
  const lead = looksLikeLosers ? 'More like leads that did not get there' : 'But also like leads that did not get there'
  return `${score} ${lead}: ${against.slice(0, MOST_AGAINST).map(worded).join(', ')}.`
}

/** What a look-alike of the losers shares with them. */
export const renderAgainst = ({ parts }: Score): string =>
  parts
    .filter(({ weight }) => weight < 0)
    .slice(0, MOST_AGAINST)
    .map(worded)
    .join(', ')

const renderLiveness = ({ state, phrase }: { state: string; phrase?: string }) =>
  state === 'live'
    ? `Open, by its own words: “${phrase}”.`
    : 'Whether it is still open: not checked, the page does not say.'

const worded = ({ attribute, value, weight }: ScorePart) =>
  `${named(attribute)} “${value}” (${weight > 0 ? '+' : ''}${weight.toFixed(1)})`

const named = (attribute: string) => attribute.replace('_', ' ')
