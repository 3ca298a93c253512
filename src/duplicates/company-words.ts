const SAME = `technology tech technologies techno|international intl int|manufacturing mfg manufacturers manufacturer|service services svc svcs serv|system systems sys|brother brothers bros|associate associates assoc assocs association assn asso
management mgmt mgt|national natl nat|university univ universitat universitaet universite universita universidad universidade universiteit uniwersytet|centre center ctr cntr|laboratory laboratories lab labs|group grp gruppe groupe grupo|holding holdings hldg hldgs|engineering eng engr engrg engineers|communication communications comm comms
industry industries ind|industrial indl|solution solutions soln solns|consulting consultants consultancy consultant consult|product products prod prods|production productions|enterprise enterprises ent entr|distribution distributors distributor dist distributing|transport transportation transp trans
construction constr const|development devel dev|department dept|government govt|financial fin finance|investment investments invest inv|insurance ins|property properties|partner partners ptnrs|venture ventures|resource resources res|software sw|electric electrical|electronic electronics|equipment equip equipt
delicatessen deli delis|barbecue bbq barbeque barbq|restaurant restaurante ristorante rest restaurants|cafe caffe coffeehouse|grill grille|hotel hotels|bar bars|saint st|mount mt|fort ft|american amer|america usa|medical med|pharmaceutical pharma pharmaceuticals|hospital hosp|health healthcare|foundation fdn found stiftung
company compania|brothers bros|network networks|supply supplies|material materials|energy energies|design designs|studio studios|logistic logistics|foods food|trading trade|limited ltd|store stores|work works|advisor advisors adviser advisers advisory|architect architects architecture|security sec|analytics analytic|digital digi|marketing mktg|global glbl|european europe|central cent|southern south|northern north|eastern east|western west`

const CANONICAL = new Map<string, string>()
for (const group of SAME.split(/[|\n]/)) {
  const [head, ...others] = group.split(' ')
  for (const word of others) if (!CANONICAL.has(word)) CANONICAL.set(word, head!)
}

const LIGHT = new Set(
  'the and of for de la le les el los las der die das und y et e a an di du des del of n at in on by to dba'.split(' '),
)

const GENERIC = new Set(
  'group company international global worldwide online official business enterprise corporate hq headquarters main office team com net org www inc association center society site'.split(
    ' ',
  ),
)

/** Kinds of business so common that they tell little, but two of them are two: "Acme Cafe" and "Acme Hotel". */
const TRADES = new Set('restaurant cafe bistro bar grill hotel delicatessen service solution shop store'.split(' '))

/** Parts of a university, each with a name of its own. */
const FACULTIES = new Set('department school faculty college division athletic library'.split(' '))

const ARMS = new Set(
  'capital holding venture foundation property realty trading retail trust investment leasing digital'.split(' '),
)

const NUMERALS: Record<string, string> = {
  ii: '2',
  iii: '3',
  iv: '4',
  vi: '6',
  vii: '7',
  viii: '8',
  ix: '9',
  xi: '11',
  xii: '12',
  xiii: '13',
  xiv: '14',
  xv: '15',
  xvi: '16',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
}
const LAST_NUMERALS: Record<string, string> = { i: '1', v: '5', x: '10' }

/** One spelling for a word's short forms, plurals and abbreviations ("tech", "technologies" are "technology"). */
export function canonicalCompanyWord(word: string): string {
  const known = CANONICAL.get(word)
  if (known !== undefined) return known
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

/** True for words that carry no name at all ("the", "of", "und"). */
export const isLightWord = (word: string): boolean => LIGHT.has(word)

/** True for canonical words that tell the kind of business, not which business ("restaurant", "group"). */
export const isGenericWord = (word: string): boolean => GENERIC.has(word) || TRADES.has(word)

/** True for canonical words that tell the kind of business and little else. */
export const isTradeWord = (word: string): boolean => TRADES.has(word)

/** True for canonical words that name a part of a university. */
export const isFacultyWord = (word: string): boolean => FACULTIES.has(word)

/** True for canonical words that name a company of its own within a family: "Acme Capital" is not Acme. */
export const isArmWord = (word: string): boolean => ARMS.has(word)

/** The number a word of a name stands for ("III", "three", "003" are "3"), or ''. Single letters count at the end only. */
export function numberOfWord(word: string, isLast: boolean): string {
  if (/^\d+$/.test(word)) return word.replace(/^0+(?=\d)/, '')
  return NUMERALS[word] ?? (isLast ? (LAST_NUMERALS[word] ?? '') : '')
}
