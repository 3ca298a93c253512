import { BRAND_ENDINGS, CODAS, FIRST_WORDS, ONSETS, SECOND_WORDS, VOWELS } from '../pools/brand-words.ts'
import { capitalized } from '../text.ts'
import type { World } from '../world.ts'

/** A made-up name that nobody else has, as a rule. */
export function someBrand({ random }: World): string {
  const syllable = () => random.pick(ONSETS) + random.pick(VOWELS)
  let start = capitalized(syllable() + random.pick(CODAS))
  if (random.chance(0.35)) start += syllable()
  const ending = random.pick(BRAND_ENDINGS)
  // two vowels in a row are no brand
  if (/^[aeiouy]/.test(ending)) start = start.replace(/[aeiouy]+$/, '') || start
  const brand = start + ending
  return random.chance(0.03) ? brand.toUpperCase() : brand
}

/** Two words of the language that have nothing to do with the trade. */
export const somePairOfWords = ({ random }: World): string => `${random.pick(FIRST_WORDS)} ${random.pick(SECOND_WORDS)}`
