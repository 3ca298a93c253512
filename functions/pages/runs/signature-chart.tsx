import { ATTRIBUTES } from '../../../src/similar/lead-attributes.ts'
import type { Signature, Trait } from '../../../src/similar/signature.ts'
import { fieldLabel } from '../frame/format.ts'
import { STANCES } from './signature-form.ts'

interface SignatureChartProps {
  signature: Signature
  editable?: boolean
}

const SHOWN = 24
const WIDTH = 100

/** Per trait, how many of those that got there have it and how many of those that did not; a bar for each. */
export const SignatureChart = ({ signature, editable = false }: SignatureChartProps) => {
  const { winners, losers, traits } = signature
  return (
    <>
      <p class="hint">
        <span class="key is-won" aria-hidden="true" /> of {winners} that got there{' '}
        <span class="key is-lost" aria-hidden="true" /> of {losers} that did not
      </p>
      {editable ? <input type="hidden" name="signature" value={JSON.stringify(signature)} /> : null}
      <section class="scroll" tabindex={0} aria-label={editable ? 'Traits to edit' : 'Traits'}>
        <table class="signature">
          <thead class="sr">
            <tr>
              <th scope="col">Trait</th>
              <th scope="col">Got there</th>
              <th scope="col">Did not</th>
              <th scope="col">Counts for</th>
            </tr>
          </thead>
          <tbody>
            {traits.slice(0, SHOWN).map((trait, at) => (
              <tr>
                <th scope="row">
                  <small>{fieldLabel(trait.attribute)}</small> {trait.value}
                </th>
                <td>
                  <Bar n={trait.winners} of={winners} kind="won" />
                </td>
                <td>
                  <Bar n={trait.losers} of={losers} kind="lost" />
                </td>
                <td>
                  {editable ? <Stance trait={trait} at={at} /> : <span class="weight">{signed(trait.weight)}</span>}
                </td>
              </tr>
            ))}
            {editable ? [0, 1].map((at) => <NewTrait at={at} />) : null}
          </tbody>
        </table>
      </section>
      {traits.length > SHOWN ? <p class="hint">{traits.length - SHOWN} weaker traits count too.</p> : null}
    </>
  )
}

const signed = (weight: number) => `${weight > 0 ? '+' : ''}${weight.toFixed(1)}`

const Bar = ({ n, of, kind }: { n: number; of: number; kind: 'won' | 'lost' }) => (
  <span class="count-bar">
    <svg viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
      <rect
        class={`is-${kind}`}
        x="0"
        y="0"
        height="10"
        width={String(of > 0 ? (WIDTH * Math.min(n, of)) / of : 0)}
        rx="2"
      />
    </svg>
    {n}
  </span>
)

const Stance = ({ trait, at }: { trait: Trait; at: number }) => (
  <select name={`stance:${at}`} aria-label={`How ${fieldLabel(trait.attribute)} ${trait.value} counts`}>
    {STANCES.map(([stance, label]) => (
      <option value={stance}>{stance === 'counted' ? `${label} (${signed(trait.weight)})` : label}</option>
    ))}
  </select>
)

const NewTrait = ({ at }: { at: number }) => (
  <tr class="new-trait">
    <th scope="row" colspan={3}>
      <span class="pair">
        <select name={`new-attribute:${at}`} aria-label="Attribute of a further trait">
          <option value="">add a trait</option>
          {ATTRIBUTES.map((attribute) => (
            <option value={attribute}>{fieldLabel(attribute)}</option>
          ))}
        </select>
        <input name={`new-value:${at}`} maxlength={200} aria-label="Value of a further trait" placeholder="value" />
      </span>
    </th>
    <td>
      <span class="weight">wanted</span>
    </td>
  </tr>
)
