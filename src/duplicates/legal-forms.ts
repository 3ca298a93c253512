import { editDistance } from './edit-distance.ts'

/**
 * Legal forms of companies, folded, chosen from the ISO 20275 list of entity legal forms: words behind a name that do
 * not tell two companies apart. The family says which forms mean the same thing ("Inc" and "Corporation").
 */
const WORDS: Record<string, string> = {
  corporation: 'inc incorporated corp corporation co company cia compania',
  limited: 'cic pl ltd limited ltda limitada lda pty pte pvt bhd ltee limitee cyf',
  llc: 'llc pllc llp lllp',
  partnership: 'lp kg kgaa ohg gbr cv vof snc scs sca ks ky',
  public: 'plc ag aktiengesellschaft se nv spa ab aktiebolag aktiebolaget asa oyj sa sab tbk jsc pjsc ojsc cjsc psc',
  private:
    'gmbh mbh ug ggmbh srl sarl sas sasu eurl sl slu bv bvba sprl aps doo dooel sro zoo kft zrt nyrt ood eood ead oy oue as eireli rl',
  asian: 'kk gk wll fze fzco fzc qsc saog ooo oao zao pao pt cv',
  association: 'ev eg ek asbl vzw',
}

const PHRASES: Record<string, string[]> = {
  corporation: ['co inc', 'company inc'],
  limited: ['co ltd', 'co limited', 'company limited', 'pty ltd', 'pty limited', 'pte ltd', 'pte limited', 'pvt ltd'],
  'limited ': ['pvt limited', 'private limited', 'private ltd', 'sdn bhd', 'public company limited'],
  llc: ['limited liability company', 'l l c', 'limited liability partnership', 'l l p', 'ltd liability co'],
  partnership: ['limited partnership', 'l p', 'gmbh co kg', 'gmbh und co kg', 'gmbh and co kg', 'co kg', 'c v'],
  public: [
    'public limited company',
    'p l c',
    'societas europaea',
    'societe anonyme',
    'sociedad anonima',
    's a',
    's p a',
  ],
  'public ': ['societa per azioni', 'sociedade anonima', 'naamloze vennootschap', 'n v', 'sa de cv', 's a de c v'],
  'public  ': ['sab de cv', 's a b de c v', 'osakeyhtio', 'aksjeselskap', 'aktieselskab'],
  private: [
    'gesellschaft mit beschrankter haftung',
    'ug haftungsbeschrankt',
    's r l',
    's a r l',
    's a s',
    's l',
    'b v',
  ],
  'private ': ['societe a responsabilite limitee', 'sociedad limitada', 'sociedad de responsabilidad limitada'],
  'private  ': ['besloten vennootschap', 'sp z o o', 'spolka z o o', 'spol s r o', 's r o', 'd o o', 's de rl de cv'],
  'private   ': ['spolka z ograniczona odpowiedzialnoscia', 's de r l de c v', 'anpartsselskab', 'a s', 'sp zoo'],
  asian: ['kabushiki kaisha', 'kabushiki gaisha', 'godo kaisha', 'yugen kaisha', 'k k', 'w l l', 'fz llc'],
  'asian ': ['gu fen you xian gong si', 'you xian gong si', 'youxian gongsi', 'zhu shi hui she', 'chusik hoesa'],
  association: ['e v', 'e g', 'e k'],
}

/** Forms that some languages write before the name: "PT Astra", "OOO Romashka", "Kabushiki Kaisha Toyota". */
const LEADING = new Set(['pt', 'ooo', 'oao', 'zao', 'pao', 'kabushiki kaisha', 'kabushiki gaisha', 'zhu shi hui she'])

const FAMILY = new Map<string, string>()
for (const [family, words] of Object.entries(WORDS)) for (const word of words.split(' ')) FAMILY.set(word, family)
for (const [family, list] of Object.entries(PHRASES)) for (const phrase of list) FAMILY.set(phrase, family.trim())
const LONGEST = 6
/** Forms long enough that one wrong letter is a slip and not another word. */
const LONG_WORDS = [...FAMILY.keys()].filter((word) => word.length >= 7 && !word.includes(' '))

const familyOf = (phrase: string): string | undefined =>
  FAMILY.get(phrase) ??
  (phrase.length >= 6 && !phrase.includes(' ')
    ? FAMILY.get(LONG_WORDS.find((word) => word[0] === phrase[0] && editDistance(word, phrase, 1) <= 1) ?? '')
    : undefined)

export interface LegalForm {
  core: string[]
  /** The family of the outermost form, or '' where the name carries none. */
  family: string
}

/** Splits the words of a name into its core and its legal form. A name that is nothing but a form keeps its words. */
export function splitLegalForm(words: string[]): LegalForm {
  let family = ''
  let start = 0
  let end = words.length
  for (let found = true; found && end - start > 1; ) {
    found = false
    for (let size = Math.min(LONGEST, end - start - 1); size >= 1 && !found; size--) {
      const tail = familyOf(words.slice(end - size, end).join(' '))
      const head = words.slice(start, start + size).join(' ')
      if (tail !== undefined) {
        end -= size
        family ||= tail
        found = true
      } else if (LEADING.has(head)) {
        start += size
        family ||= FAMILY.get(head) ?? ''
        found = true
      }
    }
  }
  if (end - start > 1 && words[end - 1] === 'and') end--
  return { core: words.slice(start, end), family }
}
