import type { Random } from '../../random.ts'

/** What a finger hits instead. */
const NEIGHBOURS: Record<string, string> = Object.fromEntries(
  'as bv cx df er fg gh hj io jk kl lk mn nm op po qw rt sd ty ui vb we xc yu zx'.split(' ').map((pair) => [...pair]),
)

/** One slip of a typist: two letters swapped, one left out, one twice or one beside it on the keyboard. */
export function misspell(random: Random, text: string): string {
  if (text.length < 5) return text
  const at = 1 + random.below(text.length - 2)
  const [before, letter, following, after] = [text.slice(0, at), text[at]!, text[at + 1]!, text.slice(at + 1)]
  if (/[\d\s.,@]/.test(letter) || /[\d\s@]/.test(following)) return text
  switch (random.below(4)) {
    case 0:
      return before + following + letter + text.slice(at + 2)
    case 1:
      return before + after
    case 2:
      return before + letter + letter + after
    default:
      return before + (NEIGHBOURS[letter.toLowerCase()] ?? 'e') + after
  }
}

/** A number with one of its last three digits wrong; undefined where that is no digit. */
export function misdial(random: Random, phone: string): string | undefined {
  const at = phone.length - 1 - random.below(3)
  const digit = phone[at] ?? ''
  if (!/\d/.test(digit)) return undefined
  return phone.slice(0, at) + ((Number(digit) + 1 + random.below(8)) % 10) + phone.slice(at + 1)
}
